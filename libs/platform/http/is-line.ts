import { ValidateBy, type ValidationOptions } from 'class-validator'

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** Text of one line that somebody can read: no control or invisible characters, and not blanks alone. */
export const IsLine = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy({
    name: 'isLine',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && value.trim() !== '' && !UNSEEN.test(value),
      defaultMessage: (context) => `${context?.property} must be one line of visible text`,
    },
  }, options)
