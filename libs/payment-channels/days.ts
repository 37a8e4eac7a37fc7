import { addMilliseconds, type Instant } from '@recourse/kernel'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** A day that exists, written `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/**
 * The instants between which a day of a calendar lies: from the first on, before the second.
 * @throws RangeError when it is not a day
 */
export const boundsOfDay = (day: string, utcOffset_min: number): { readonly from: Instant; readonly before: Instant } => {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`)
  const from = addMilliseconds(`${day}T00:00:00.000Z`, -utcOffset_min * MINUTE_MS)
  return { from, before: addMilliseconds(from, DAY_MS) }
}

/** The day of a calendar on which an instant lies. */
export const dayOf = (at: Instant, utcOffset_min: number): string => addMilliseconds(at, utcOffset_min * MINUTE_MS).slice(0, 10)

export const CHINA_UTC_OFFSET_MIN = 480
