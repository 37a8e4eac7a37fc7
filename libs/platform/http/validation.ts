import { ValidationPipe, type ValidationError } from '@nestjs/common'
import { ProblemError } from './problem.js'

interface FieldError {
  readonly pointer: string
  readonly messages: readonly string[]
}

const flatten = (errors: readonly ValidationError[], path = ''): FieldError[] =>
  errors.flatMap((error) => {
    const pointer = `${path}/${error.property}`
    const own = error.constraints ? [{ pointer, messages: Object.values(error.constraints) }] : []
    return [...own, ...flatten(error.children ?? [], pointer)]
  })

/** class-validator at the edge: unknown fields and wrong types are told by JSON pointer, nothing is converted or dropped silently. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors: ValidationError[]) => new ProblemError('InvalidRequest', { errors: flatten(errors) }),
  })
