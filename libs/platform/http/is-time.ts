import { ValidateBy, type ValidationOptions } from 'class-validator'
import { toInstant } from '@recourse/kernel'

const isTime = (value: unknown): boolean => {
  if (typeof value !== 'string') return false
  try {
    toInstant(value)
    return true
  } catch {
    return false
  }
}

/** An instant as people write it: ISO 8601 with a zone. Turn it into an Instant with `toInstant`. */
export const IsTime = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy({
    name: 'isTime',
    validator: { validate: isTime, defaultMessage: (context) => `${context?.property} must be an ISO 8601 time with a zone, such as 2026-11-21T08:00:00Z` },
  }, options)
