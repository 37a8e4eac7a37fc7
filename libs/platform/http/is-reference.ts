import { matches, ValidateBy, type ValidationOptions } from 'class-validator'

/** No names in Chinese, no telephone, identity or account numbers. */
const REFERENCE = /^(?!.*\d{11})[\x20-\x7e]{1,64}$/

/** A code, a number of a voucher or a short phrase that is kept in clear for ever. What people want to say beyond it is personal, and is sealed elsewhere. */
export const IsReference = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy({
    name: 'isReference',
    validator: {
      validate: (value: unknown) => matches(value as string, REFERENCE),
      defaultMessage: (context) => `${context?.property} must be a code, a number or a short phrase that names nobody: at most 64 Latin letters, digits and signs, not 11 digits in a row`,
    },
  }, options)
