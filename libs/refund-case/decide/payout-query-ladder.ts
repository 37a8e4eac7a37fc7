import { addMilliseconds, type Instant } from '@recourse/kernel'

const MINUTE_ms = 60_000
const HOUR_ms = 60 * MINUTE_ms

/** Each minute five times, then 5, 10, 20, 30 minutes (WeChat Pay's guide), then hours: a payout can hang for days without filling its case. */
const LADDER_ms = [
  ...Array<number>(5).fill(MINUTE_ms),
  5 * MINUTE_ms, 10 * MINUTE_ms, 20 * MINUTE_ms, 30 * MINUTE_ms,
  ...Array<number>(6).fill(HOUR_ms),
  ...Array<number>(6).fill(3 * HOUR_ms),
]
const LAST_ms = 24 * HOUR_ms

/** When to ask the channel again after a number of questions without an answer. */
export const queryAfter = (now: Instant, attempts: number): Instant => addMilliseconds(now, LADDER_ms[attempts] ?? LAST_ms)
