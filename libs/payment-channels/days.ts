import { addMilliseconds, toInstant, type Instant } from '@recourse/kernel'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/**
 * The instants between which a day of a calendar lies: from the first on, before the second.
 * @throws RangeError when it is not a day, written `YYYY-MM-DD`
 */
export const boundsOfDay = (day: string, utcOffset_min: number): { readonly from: Instant; readonly before: Instant } => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`not a day: ${day}`)
  const from = addMilliseconds(toInstant(`${day}T00:00:00Z`), -utcOffset_min * MINUTE_MS)
  return { from, before: addMilliseconds(from, DAY_MS) }
}

/** The day of a calendar on which an instant lies. */
export const dayOf = (at: Instant, utcOffset_min: number): string => addMilliseconds(at, utcOffset_min * MINUTE_MS).slice(0, 10)

export const CHINA_UTC_OFFSET_MIN = 480
