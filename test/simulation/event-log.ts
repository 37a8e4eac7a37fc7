import { MemoryEventStore, StoreUnavailable, VersionConflict, type AppendResult, type EventStore, type EventToAppend, type Position, type StoredEvent } from '@recourse/event-store'
import { Bell } from './bell.js'
import type { Process } from './process.js'

/** The one event log of a world. */
export class EventLog {
  readonly events = new MemoryEventStore()
  readonly appended = new Bell()
  /** Newest position. */
  head: Position = ''
  /** Of the newest ReviewOpened. */
  newestReview: Position = ''
  /** Switches of channels that are thrown at this moment. */
  readonly stopped = new Set<string>()

  async append(stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    const result = await this.events.append(stream, expectedVersion, events)
    this.head = await this.events.head()
    for (const { type } of events) {
      if (type === 'ReviewOpened') this.newestReview = result.position
      if (type === 'ChannelStopped') this.stopped.add(stream)
      if (type === 'ChannelResumed') this.stopped.delete(stream)
    }
    this.appended.ring()
    return result
  }

  async everything(): Promise<StoredEvent[]> {
    const events: StoredEvent[] = []
    for (let page = await this.events.readAll(''); page.length > 0; page = await this.events.readAll(page.at(-1)!.position)) events.push(...page)
    return events
  }
}

/** The event store as one process reaches it: slowly, and not always. */
export class RemoteEventStore implements EventStore {
  private readonly away: () => Error | undefined

  constructor(private readonly log: EventLog, private readonly process: Process) {
    this.away = process.fault('store-unavailable', () => new StoreUnavailable('the store is away'))
  }

  append(stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    const conflict = this.process.fault('append-conflict', () => new VersionConflict(stream, expectedVersion, expectedVersion + 1))
    return this.process.call(`append ${stream} ${expectedVersion} ${events.map(({ type }) => type).join(' ')}`, () => this.log.append(stream, expectedVersion, events), {
      before: () => this.away() ?? conflict(),
      after: this.process.fault('store-answer-lost', () => new StoreUnavailable('the answer was lost')),
    })
  }

  readStream(stream: string, fromVersion?: number, limit?: number): Promise<StoredEvent[]> {
    return this.process.call(`read ${stream}`, () => this.log.events.readStream(stream, fromVersion, limit), { before: this.away })
  }

  readAll(after: Position, limit?: number): Promise<StoredEvent[]> {
    return this.process.call('read all', () => this.log.events.readAll(after, limit), { before: this.away })
  }

  head(): Promise<Position> {
    return this.process.call('read head', () => this.log.events.head(), { before: this.away })
  }

  /** As the adapters do it: reconnects by itself, so a store that is away only makes it slow. */
  async *subscribe(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]> {
    let position = after
    while (!signal.aborted) {
      const page = await this.process.call('follow', () => this.log.events.readAll(position))
      if (page.length > 0) {
        position = page.at(-1)!.position
        yield page
      } else await this.news(position, signal)
    }
  }

  async firstGap(): Promise<undefined> {
    return undefined
  }

  async close(): Promise<void> {}

  private news(position: Position, signal: AbortSignal): Promise<void> {
    if (this.log.head > position || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => this.log.appended.onRing(() => void this.process.sleep(1).then(resolve), signal))
  }
}
