import { once } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { START, type EventStore } from '@recourse/event-store'
import { EVENT_STORE, ProblemError } from '@recourse/platform'
import type { Interest } from '../events/published-event.js'
import { readLog } from '../events/read-log.js'
import { frames } from './frames.js'

// Below the limit of requests in hand, so that streams never keep all others out.
const STREAMS_LIMIT = 100
// A consumer then comes back with its Last-Event-ID and has to show a valid token again.
const LONGEST_MS = 3_600_000
const HEARTBEAT_MS = 15_000
const BUFFER_BYTES = 64 * 1024
const FAREWELL_MS = 500

/** The streams that consumers hold open. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly stopping = new AbortController()
  private readonly open = new Set<AbortSignal>()

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Every event that concerns the consumer, from after a position on, until the consumer has `left`. @throws ProblemError InvalidRequest, TooManyRequests */
  async follow(interest: Interest, after: string | undefined, left: AbortSignal): Promise<Readable> {
    if (this.open.size >= STREAMS_LIMIT) throw new ProblemError('TooManyRequests', { limit: STREAMS_LIMIT })
    await readLog(this.store, after, 1)
    const end = AbortSignal.any([left, this.stopping.signal, AbortSignal.timeout(LONGEST_MS)])
    if (!left.aborted) this.open.add(left)
    left.addEventListener('abort', () => this.open.delete(left), { once: true })
    return Readable.from(frames(this.store.subscribe(after ?? START, end), interest, HEARTBEAT_MS), { objectMode: false, highWaterMark: BUFFER_BYTES })
  }

  /** Ends every stream; who does not take the end in time is cut off with the rest of the connections. */
  async onModuleDestroy(): Promise<void> {
    const left = [...this.open].map((signal) => once(signal, 'abort'))
    this.stopping.abort()
    await Promise.race([Promise.all(left), delay(FAREWELL_MS, undefined, { ref: false })])
  }
}
