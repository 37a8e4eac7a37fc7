import { addMilliseconds, type Instant } from '@recourse/kernel'

const MINUTE_ms = 60_000
const DAY_ms = 24 * 60 * MINUTE_ms

/** Each minute five times, then 5, 10, 20, 30 minutes (WeChat Pay's guide), then daily: a payout can hang for months without filling its case. */
const LADDER_ms = [...Array<number>(5).fill(MINUTE_ms), 5 * MINUTE_ms, 10 * MINUTE_ms, 20 * MINUTE_ms, 30 * MINUTE_ms]

/** When to turn to the channel again after a number of attempts in vain: questions without an answer, or payouts that could not be sent. */
export const queryAfter = (now: Instant, attempts: number): Instant => addMilliseconds(now, LADDER_ms[attempts] ?? DAY_ms)

/** Money that waits at the channel may be redirected at the channel's own desk: a look a day finds it. */
export const dayAfter = (now: Instant): Instant => addMilliseconds(now, DAY_ms)
