import type { EventStore, Position, StoredEvent } from '@recourse/event-store'

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
