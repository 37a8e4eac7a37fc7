import type { Due } from '@recourse/policy'

/** ISO 8601 has no working days: they are written as days, and the timer's documentation says which days count. */
export const isoDuration = (due: Due): string => {
  if ('hours' in due) return `PT${due.hours}H`
  return 'workingDays' in due ? `P${due.workingDays}D` : `P${due.days}D`
}
