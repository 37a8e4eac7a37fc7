/** An instant as ISO 8601 UTC text with milliseconds, `2026-11-21T08:00:00.000Z`: ordered as text, the same in every store. */
export type Instant = string

export interface Clock {
  now(): Instant
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

export const isInstant = (value: string): boolean => INSTANT.test(value) && !Number.isNaN(Date.parse(value))

/** Normalises any ISO 8601 time with a zone. @throws RangeError for anything else. */
export const toInstant = (value: string): Instant => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value)) throw new RangeError(`not an ISO 8601 time with a zone: ${value}`)
  const milliseconds = Date.parse(value)
  // A day that does not exist (30 February) is rolled over by Date.parse in some forms: compare the day asked for with the day understood.
  if (Number.isNaN(milliseconds)) throw new RangeError(`not an ISO 8601 time with a zone: ${value}`)
  const day = Number(value.slice(8, 10))
  if (day > daysInMonth(Number(value.slice(0, 4)), Number(value.slice(5, 7)))) throw new RangeError(`not a day of the calendar: ${value}`)
  return new Date(milliseconds).toISOString()
}

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

export const addMilliseconds = (instant: Instant, milliseconds: number): Instant => new Date(Date.parse(instant) + milliseconds).toISOString()

export const millisecondsBetween = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from)
