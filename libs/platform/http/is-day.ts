import { ValidateBy, type ValidationOptions } from 'class-validator'
import { toInstant } from '@recourse/kernel'

const isDay = (value: unknown): boolean => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value < '1970-01-01' || value > '2199-12-31') return false
  try {
    return toInstant(`${value}T00:00:00Z`).startsWith(value)
  } catch {
    return false
  }
}

/** A day of the calendar, `2026-11-21`, from 1970 to 2199. */
export const IsDay = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: { validate: isDay, defaultMessage: (context) => `${context?.property} must be a day from 1970 to 2199, such as 2026-11-21` },
  }, options)
