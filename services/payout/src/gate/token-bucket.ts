import type { Timing } from '@recourse/event-flow'

/** A clock that never goes back. */
export type MonotonicClock = Pick<Timing, 'elapsed_ms'>

const SECOND_ms = 1_000
/** Together with the rate it stays below what a channel takes in any one second. */
const BURST_SHARE = 0.1

/** Lets so many through a second, after silence a tenth of a second's worth at once. */
export class TokenBucket {
  private readonly most: number
  private tokens: number
  private filledAt_ms: number

  constructor(private readonly perSecond: number, private readonly clock: MonotonicClock) {
    this.most = Math.max(1, perSecond * BURST_SHARE)
    this.tokens = this.most
    this.filledAt_ms = clock.elapsed_ms()
  }

  /** Takes a token and answers 0; when there is none, takes nothing and answers in how many milliseconds there will be one. */
  take(): number {
    const now_ms = this.clock.elapsed_ms()
    this.tokens = Math.min(this.most, this.tokens + ((now_ms - this.filledAt_ms) * this.perSecond) / SECOND_ms)
    this.filledAt_ms = now_ms
    if (this.tokens < 1) return Math.ceil(((1 - this.tokens) * SECOND_ms) / this.perSecond)
    this.tokens -= 1
    return 0
  }
}
