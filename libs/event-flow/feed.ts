import { READ_LIMIT, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import { systemTiming, type Timing } from './timing.js'

/** Every event after a position, in the store's order, without gaps and without duplicates; endless until the signal aborts. Pages are never empty. */
export interface EventFeed {
  pages(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]>
}

/** The event store itself as the feed: for installs without NATS, and for catching up. */
export class StoreFeed implements EventFeed {
  constructor(private readonly store: Pick<EventStore, 'subscribe'>) {}

  pages(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]> {
    return this.store.subscribe(after, signal)
  }
}

const GATHER_MS = 10

/**
 * Pages with a breath between them while the end of the log is followed. Every page costs its consumer a few statements, whether it holds one event
 * or a hundred: without the breath a dozen consumers at one event a page keep the database busier than the events themselves do.
 */
export async function* gathered(pages: AsyncIterable<StoredEvent[]>, signal: AbortSignal, timing: Timing = systemTiming): AsyncGenerator<StoredEvent[]> {
  for await (const page of pages) {
    yield page
    if (page.length < READ_LIMIT) await timing.pause(GATHER_MS, signal)
  }
}
