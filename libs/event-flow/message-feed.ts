import { READ_LIMIT, StoreUnavailable, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import type { EventFeed } from './feed.js'
import type { Messages, MessageSource } from './message-log.js'
import { RecentEvents } from './recent-events.js'
import { backoff_ms, systemTiming, type Timing } from './timing.js'

export interface MessageFeedOptions {
  readonly store: Pick<EventStore, 'readAll' | 'head'>
  readonly source: MessageSource
  /** How long the store may be ahead of the messages before consumers read the store. */
  readonly watchdog_ms?: number
  readonly timing?: Timing
}

const REOPEN_AFTER_MS = 1_000

/**
 * Follows the end of a message log with one ordered consumer for all consumers of the process. Each consumer reads as from a log, from its own
 * position: what the log has lately brought as an unbroken chain from there, and everything else (older events, gaps, all of it while the log is
 * down, wiped or silent) from the event store. So the log makes it quick, and never makes it wrong or wait.
 */
export class MessageFeed implements EventFeed {
  private readonly recent = new RecentEvents()
  private readonly closing = new AbortController()
  private readonly waiting = new Set<() => void>()
  private readonly watchdog_ms: number
  private readonly timing: Timing
  private readonly working: Promise<unknown>
  private messages: Messages | undefined
  /** There are events up to here, by the log or by the store. */
  private known: Position = ''

  constructor(private readonly options: MessageFeedOptions) {
    this.timing = options.timing ?? systemTiming
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
      if (!page?.length) {
        page = await this.readStore(position, ended)
        caughtUp = page.length === 0
      }
      if (page.length > 0) {
        position = page.at(-1)!.position
        yield page
      } else if (this.known > position) await this.timing.pause(this.watchdog_ms, ended)
    }
  }

  /** Ends every iteration. The log and the store stay open: they are the caller's. */
  async close(): Promise<void> {
    this.closing.abort()
    await this.messages?.close()
    await this.working
  }

  /** Whether the log is followed at present. */
  get isLive(): boolean {
    return this.messages !== undefined
  }

  /** Position of the newest event that came by the log; empty before the first. */
  get newestMessage(): Position {
    return this.recent.last
  }

  private async readStore(position: Position, signal: AbortSignal): Promise<StoredEvent[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.options.store.readAll(position, READ_LIMIT)
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        await this.timing.pause(backoff_ms(this.timing, attempt), signal)
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
    while (!signal.aborted) {
      await this.consume(signal).catch(() => undefined)
      this.messages = undefined
      await this.timing.pause(this.watchdog_ms, signal)
    }
  }

  private async consume(signal: AbortSignal): Promise<void> {
    this.messages = await this.options.source.follow(signal)
    // Not awaited: JetStream ends what it gives out by an item in it, so whoever waits for the end before reading waits for ever.
    if (signal.aborted) this.messages.close().catch(() => undefined)
    for await (const received of this.messages) {
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
      await this.timing.pause(this.watchdog_ms, signal)
      this.announce(head)
      if (head <= this.recent.last || head <= excused) behindSince = Infinity
      else behindSince = Math.min(behindSince, this.timing.elapsed_ms())
      if (this.timing.elapsed_ms() - behindSince > REOPEN_AFTER_MS) {
        excused = head
        await this.messages?.close().catch(() => undefined)
      }
      head = await this.options.store.head().catch(() => head)
    }
  }
}
