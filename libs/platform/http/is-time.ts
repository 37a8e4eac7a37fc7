import { ValidateBy, type ValidationOptions } from 'class-validator'
import { toInstant } from '@recourse/kernel'

// What Postgres can keep, what orders as text, and what a report by month can still list: one order of the year 0 stopped a view for everybody.
const EARLIEST = '1970-01-01T00:00:00.000Z'
const LATEST = '2199-12-31T23:59:59.999Z'

const isTime = (value: unknown): boolean => {
  if (typeof value !== 'string') return false
  try {
    const instant = toInstant(value)
    return EARLIEST <= instant && instant <= LATEST
  } catch {
    return false
  }
}

/** An instant as people write it: ISO 8601 with a zone, from 1970 to 2199. Turn it into an Instant with `toInstant`. */
export const IsTime = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy({
    name: 'isTime',
    validator: {
      validate: isTime,
      defaultMessage: (context) => `${context?.property} must be an ISO 8601 time with a zone from 1970 to 2199, such as 2026-11-21T08:00:00Z`,
    },
  }, options)
