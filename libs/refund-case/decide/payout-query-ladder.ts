import { addMilliseconds, type Instant } from '@recourse/kernel'

const MINUTE_ms = 60_000
const DAY_ms = 24 * 60 * MINUTE_ms

/** Each minute five times, then 5, 10, 20, 30 minutes (WeChat Pay's guide), then daily for a month, then weekly: a payout can hang for years without filling its case. */
const LADDER_ms = [...Array<number>(5).fill(MINUTE_ms), 5 * MINUTE_ms, 10 * MINUTE_ms, 20 * MINUTE_ms, 30 * MINUTE_ms]
const DAILY = 30

/** When to turn to the channel again after a number of attempts in vain: questions without an answer, or payouts that could not be sent. */
export const queryAfter = (now: Instant, attempts: number): Instant => addMilliseconds(now, LADDER_ms[attempts] ?? (attempts < LADDER_ms.length + DAILY ? DAY_ms : 7 * DAY_ms))

export const dayAfter = (now: Instant): Instant => addMilliseconds(now, DAY_ms)

/** Money that waits at the channel may be redirected at the channel's own desk: a look a day finds it, which is where the ladder is entered. */
export const lookAfter = (now: Instant, attempts: number): Instant => queryAfter(now, Math.max(attempts, LADDER_ms.length))
