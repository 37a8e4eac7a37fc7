import type { MonotonicClock } from './token-bucket.js'

export type CircuitState = 'closed' | 'half-open' | 'open'

/** So many answers in a row from which nothing can be known, and the channel is left in peace. */
const OPENS_AFTER = 5
const COOLS_FOR_ms = 30_000

/** Keeps a channel that does not answer from being asked by everybody: after a pause one may try, and what comes of it decides for all. */
export class CircuitBreaker {
  private unknowns = 0
  private current: CircuitState = 'closed'
  private triedAt_ms = 0

  constructor(private readonly clock: MonotonicClock) {}

  get state(): CircuitState {
    return this.current
  }

  /** 0: go on, and tell by `record` what came of it. Else in how many milliseconds somebody may try. */
  pass(): number {
    if (this.current === 'closed') return 0
    const wait_ms = this.triedAt_ms + COOLS_FOR_ms - this.clock.elapsed_ms()
    if (wait_ms > 0) return wait_ms
    this.current = 'half-open'
    this.triedAt_ms = this.clock.elapsed_ms()
    return 0
  }

  record(known: boolean): void {
    this.unknowns = known ? 0 : this.unknowns + 1
    if (known) this.current = 'closed'
    else if (this.current === 'half-open' || this.unknowns >= OPENS_AFTER) {
      this.current = 'open'
      this.triedAt_ms = this.clock.elapsed_ms()
    }
  }
}
