import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common'
import { plainToInstance } from 'class-transformer'
import { validate } from 'class-validator'
import { ProblemError } from './problem.js'

export interface FieldError {
  readonly pointer: string
  readonly messages: readonly string[]
}

const flatten = (errors: readonly ValidationError[], path = ''): FieldError[] =>
  errors.flatMap((error) => {
    const pointer = `${path}/${error.property}`
    const own = error.constraints ? [{ pointer, messages: Object.values(error.constraints) }] : []
    return [...own, ...flatten(error.children ?? [], pointer)]
  })

const DEEPEST = 32

/**
 * What no event or view could keep: text with NUL or half a surrogate pair, values nested without end, and null, which class-validator takes for a field
 * that was left out.
 */
const unstorable = (value: unknown, pointer = '', depth = 0): FieldError[] => {
  if (typeof value === 'string') return value.includes('\0') || /\p{Cs}/u.test(value) ? [{ pointer, messages: ['must be well-formed Unicode text without NUL'] }] : []
  if (value === null && pointer !== '') return [{ pointer, messages: ['must not be null: leave it out'] }]
  if (typeof value !== 'object' || value === null) return []
  if (depth === DEEPEST) return [{ pointer, messages: [`must not be nested deeper than ${DEEPEST} levels`] }]
  return Object.entries(value).flatMap(([name, part]) => unstorable(part, `${pointer}/${name}`, depth + 1))
}

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: false } as const

/** class-validator at the edge: unknown fields and wrong types are told by JSON pointer, nothing is converted or dropped silently. */
export const validationPipe = (): ValidationPipe =>
  new StorableValuesPipe({
    ...STRICT,
    transform: true,
    exceptionFactory: (errors: ValidationError[]) => new ProblemError('InvalidRequest', { errors: flatten(errors) }),
  })

class StorableValuesPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const errors = metadata.type === 'custom' ? [] : unstorable(value)
    if (errors.length > 0) throw new ProblemError('InvalidRequest', { errors })
    return super.transform(value, metadata) as unknown
  }
}

/** The same rules for values that do not come as a request body of their own, such as the lines of a batch. */
export const validateAs = async <T extends object>(dto: new () => T, value: unknown): Promise<{ value: T } | { errors: FieldError[] }> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { errors: [{ pointer: '', messages: ['must be a JSON object'] }] }
  const unkept = unstorable(value)
  if (unkept.length > 0) return { errors: unkept }
  const instance = plainToInstance(dto, value)
  const errors = await validate(instance, STRICT)
  return errors.length > 0 ? { errors: flatten(errors) } : { value: instance }
}

/** The fields of a DTO that were really sent: class fields that were not are there as `undefined`, which the schemas of events refuse. */
export const sentFields = <T extends object>(dto: T): Partial<T> =>
  Object.fromEntries(Object.entries(dto).filter(([, value]) => value !== undefined)) as Partial<T>
