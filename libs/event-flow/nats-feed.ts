import { DeliverPolicy, jetstream, type ConsumerMessages } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { READ_LIMIT, StoreUnavailable, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import { fromMessage } from './cloud-event.js'
import type { EventFeed } from './feed.js'
import { DEFAULT_NATS_STREAM, type NatsStream } from './nats-stream.js'
import { backoff_ms, pause } from './pause.js'
import { RecentEvents } from './recent-events.js'

export interface NatsFeedOptions {
  readonly store: EventStore
  /** May still be connecting: until then the feed reads the store. */
  readonly connection: NatsConnection | Promise<NatsConnection>
  readonly nats?: Partial<NatsStream>
  /** How long the store may be ahead of NATS before consumers read the store. */
  readonly watchdog_ms?: number
}

const REOPEN_AFTER_MS = 1_000

/**
 * Follows the end of the JetStream stream with one ordered consumer for all consumers of the process. Each consumer reads as from a log, from its own
 * position: what NATS has lately brought as an unbroken chain from there, and everything else (older events, gaps, all of it while NATS is
 * down, wiped or silent) from the event store. So NATS makes it quick, and never makes it wrong or wait.
 */
export class NatsFeed implements EventFeed {
  private readonly recent = new RecentEvents()
  private readonly closing = new AbortController()
  private readonly waiting = new Set<() => void>()
  private readonly watchdog_ms: number
  private readonly working: Promise<unknown>
  private messages: ConsumerMessages | undefined
  /** There are events up to here, by NATS or by the store. */
  private known: Position = ''

  constructor(private readonly options: NatsFeedOptions) {
    this.watchdog_ms = options.watchdog_ms ?? 300
    this.working = Promise.all([this.follow(), this.watch()])
  }

  async *pages(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]> {
    const ended = AbortSignal.any([signal, this.closing.signal])
    let position = after
    let caughtUp = false
    while (!ended.aborted) {
      let page: StoredEvent[] | undefined = this.recent.after(position, READ_LIMIT)
      if (page?.length === 0 && caughtUp && this.known <= position) {
        await this.news(position, ended)
        continue
      }
      if (!page?.length) page = await this.readStore(position, ended)
      caughtUp = page.length === 0
      if (page.length > 0) {
        position = page.at(-1)!.position
        yield page
      } else if (this.known > position) await pause(this.watchdog_ms, ended)
    }
  }

  /** Ends every iteration. The connection and the store stay open: they are the caller's. */
  async close(): Promise<void> {
    this.closing.abort()
    await this.messages?.close()
    await this.working
  }

  /** Whether events come over NATS at present. */
  get isLive(): boolean {
    return this.messages !== undefined
  }

  /** Position of the newest event that came over NATS; empty before the first. */
  get newestOverNats(): Position {
    return this.recent.last
  }

  private async readStore(position: Position, signal: AbortSignal): Promise<StoredEvent[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.options.store.readAll(position, READ_LIMIT)
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        await pause(backoff_ms(attempt), signal)
        if (signal.aborted) return []
      }
    }
  }

  private news(position: Position, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.known > position || signal.aborted) return resolve()
      const wake = (): void => {
        this.waiting.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.waiting.add(wake)
      signal.addEventListener('abort', wake)
    })
  }

  private announce(position: Position): void {
    if (position <= this.known) return
    this.known = position
    for (const wake of [...this.waiting]) wake()
  }

  private async follow(): Promise<void> {
    const { signal } = this.closing
    const connection = await Promise.race([this.options.connection, pause(2 ** 31 - 1, signal)]).catch(() => undefined)
    while (connection && !signal.aborted) {
      await this.consume(connection).catch(() => undefined)
      this.messages = undefined
      await pause(this.watchdog_ms, signal)
    }
  }

  private async consume(connection: NatsConnection): Promise<void> {
    const { stream } = { ...DEFAULT_NATS_STREAM, ...this.options.nats }
    const consumer = await jetstream(connection, { timeout: 2_000 }).consumers.get(stream, { deliver_policy: DeliverPolicy.New })
    this.messages = await consumer.consume({ max_messages: 500, idle_heartbeat: 1_000, expires: 5_000 })
    if (this.closing.signal.aborted) await this.messages.close()
    for await (const message of this.messages) {
      const received = fromMessage(message.headers, message.string())
      if (!received) continue
      this.recent.add(received)
      this.announce(received.event.position)
    }
  }

  /** Compares with the store's head: events that stay out are announced anyway, and a consumer that does not bring them is opened anew. */
  private async watch(): Promise<void> {
    const { signal } = this.closing
    let head: Position = ''
    let excused: Position = ''
    let behindSince = Infinity
    while (!signal.aborted) {
      await pause(this.watchdog_ms, signal)
      this.announce(head)
      if (head <= this.recent.last || head <= excused) behindSince = Infinity
      else behindSince = Math.min(behindSince, performance.now())
      if (performance.now() - behindSince > REOPEN_AFTER_MS) {
        excused = head
        await this.messages?.close().catch(() => undefined)
      }
      head = await this.options.store.head().catch(() => head)
    }
  }
}
