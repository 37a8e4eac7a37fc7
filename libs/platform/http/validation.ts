import { ValidationPipe, type ValidationError } from '@nestjs/common'
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

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: false } as const

/** class-validator at the edge: unknown fields and wrong types are told by JSON pointer, nothing is converted or dropped silently. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    ...STRICT,
    transform: true,
    exceptionFactory: (errors: ValidationError[]) => new ProblemError('InvalidRequest', { errors: flatten(errors) }),
  })

/** The same rules for values that do not come as a request body of their own, such as the lines of a batch. */
export const validateAs = async <T extends object>(dto: new () => T, value: unknown): Promise<{ value: T } | { errors: FieldError[] }> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { errors: [{ pointer: '', messages: ['must be a JSON object'] }] }
  const instance = plainToInstance(dto, value)
  const errors = await validate(instance, STRICT)
  return errors.length > 0 ? { errors: flatten(errors) } : { value: instance }
}

/** The fields of a DTO that were really sent: class fields that were not are there as `undefined`, which the schemas of events refuse. */
export const sentFields = <T extends object>(dto: T): Partial<T> =>
  Object.fromEntries(Object.entries(dto).filter(([, value]) => value !== undefined)) as Partial<T>
