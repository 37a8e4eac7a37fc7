import { addMilliseconds, type Instant } from '@recourse/kernel'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN, dayOf } from '../../days.js'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const OPENS_AFTER_MS = 9 * HOUR_MS

/** @throws Error when it is no time of day; `24:00` = the bank takes files round the clock */
export const cutOffFrom = (time: string): number => {
  const [, hours, minutes] = /^(\d{2}):([0-5]\d)$/.exec(time) ?? []
  const cutOff_ms = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS
  if (hours === undefined || cutOff_ms > 24 * HOUR_MS) throw new Error(`not a time of day: ${time}`)
  return cutOff_ms
}

/** When a file is worked off: after a while, or at nine in Beijing on the next day when it came after the cut-off. */
export const executesAt = (received: Instant, cutOff_ms: number, settlesAfter_ms: number): Instant => {
  const { from, before } = boundsOfDay(dayOf(received, CHINA_UTC_OFFSET_MIN), CHINA_UTC_OFFSET_MIN)
  const isInTime = received < addMilliseconds(from, cutOff_ms)
  return isInTime ? addMilliseconds(received, settlesAfter_ms) : addMilliseconds(before, OPENS_AFTER_MS)
}

/** The statement of a day can be had from six in Beijing on the next day on. */
export const isStatementReady = (day: string, now: Instant): boolean => now >= addMilliseconds(boundsOfDay(day, CHINA_UTC_OFFSET_MIN).before, 6 * HOUR_MS)
