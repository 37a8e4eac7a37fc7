import type { Timing } from '@recourse/event-flow'
import type { ChannelRules, RefundAnswer, RefundStatus } from '@recourse/payment-channels'
import { CircuitBreaker, type CircuitState } from './circuit-breaker.js'
import { TokenBucket } from './token-bucket.js'

export type Question = 'refund' | 'query'

/** Why the channel is not called now, and in how many milliseconds it may be. */
export interface Barred {
  readonly cause: 'QUOTA' | 'CIRCUIT_OPEN'
  readonly wait_ms: number
}

/** The time of a gate. */
export type GateTime = Pick<Timing, 'elapsed_ms' | 'pause'>

/** Whoever would have to stand in the queue for longer comes back later. */
const PATIENCE_ms = 2_000
const UNINTERRUPTED = new AbortController().signal

/** What every call of a channel goes through in this process: not more a second than it takes, and not while it does not answer. */
export class ChannelGate {
  private readonly buckets: Readonly<Record<Question, TokenBucket>>
  private readonly circuit: CircuitBreaker

  constructor({ refundsPerSecond, queriesPerSecond }: ChannelRules, private readonly time: GateTime) {
    this.buckets = { refund: new TokenBucket(refundsPerSecond, time), query: new TokenBucket(queriesPerSecond, time) }
    this.circuit = new CircuitBreaker(time)
  }

  get circuitState(): CircuitState {
    return this.circuit.state
  }

  /** Waits in the queue for a moment if need be. Undefined: call the channel now, and `record` its answer. */
  async enter(question: Question): Promise<Barred | undefined> {
    const barred = await this.queue(question)
    if (barred) return barred
    const wait_ms = this.circuit.pass()
    return wait_ms === 0 ? undefined : { cause: 'CIRCUIT_OPEN', wait_ms }
  }

  /** Only the queue: for what counts as a question, but whose answer says nothing about refunds. Undefined: call the channel now. */
  async queue(question: Question): Promise<Barred | undefined> {
    for (let waited_ms = 0; ;) {
      const wait_ms = this.buckets[question].take()
      if (wait_ms === 0) return undefined
      if (waited_ms + wait_ms > PATIENCE_ms) return { cause: 'QUOTA', wait_ms }
      await this.time.pause(wait_ms, UNINTERRUPTED)
      waited_ms += wait_ms
    }
  }

  record({ outcome }: RefundAnswer | RefundStatus): void {
    this.circuit.record(outcome !== 'unknown')
  }
}
