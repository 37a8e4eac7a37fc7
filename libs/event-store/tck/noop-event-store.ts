import type { AppendResult, EventStore, EventToAppend, Position, StoredEvent } from '../port.js'

/** Answers everything and keeps nothing: what the conformance suite must be able to tell from a store. */
export class NoopEventStore implements EventStore {
  private position = 0

  async append(_stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    this.position += events.length
    return { version: expectedVersion + events.length, position: await this.head() }
  }

  async readStream(): Promise<StoredEvent[]> {
    return []
  }

  async readAll(): Promise<StoredEvent[]> {
    return []
  }

  async head(): Promise<Position> {
    return String(this.position).padStart(20, '0')
  }

  async *subscribe(_after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]> {
    while (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  }

  async firstGap(): Promise<undefined> {
    return undefined
  }

  async close(): Promise<void> {
    return undefined
  }
}
