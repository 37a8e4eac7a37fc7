import { READ_LIMIT, START, VersionConflict, type AppendResult, type EventStore, type EventToAppend, type Position, type StoredEvent } from '../port.js'

const positionOf = (index: number): Position => String(index + 1).padStart(20, '0')

/** The whole log in an array: for tests and simulations. Passes the same conformance suite as the real stores. */
export class MemoryEventStore implements EventStore {
  private readonly log: StoredEvent[] = []
  private readonly streams = new Map<string, StoredEvent[]>()
  private readonly byId = new Map<string, StoredEvent>()
  private readonly waiting = new Set<() => void>()
  private closed = false

  async append(stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    if (events.length === 0) throw new RangeError('an append needs at least one event')
    const known = this.streams.get(stream) ?? []
    const repeated = this.findRepeated(stream, expectedVersion, events)
    if (repeated) return repeated
    if (known.length !== expectedVersion || events.some((event) => this.byId.has(event.id)) || new Set(events.map((event) => event.id)).size < events.length) {
      throw new VersionConflict(stream, expectedVersion, known.length)
    }
    for (const event of events) this.add(stream, known, event)
    this.streams.set(stream, known)
    for (const wake of this.waiting) wake()
    const last = known.at(-1)!
    return { version: last.version, position: last.position }
  }

  async readStream(stream: string, fromVersion = 1, limit = READ_LIMIT): Promise<StoredEvent[]> {
    return (this.streams.get(stream) ?? []).slice(fromVersion - 1, fromVersion - 1 + Math.min(limit, READ_LIMIT))
  }

  async readAll(after: Position, limit = READ_LIMIT): Promise<StoredEvent[]> {
    const from = after === START ? 0 : Number(after)
    return this.log.slice(from, from + Math.min(limit, READ_LIMIT))
  }

  async head(): Promise<Position> {
    return this.log.at(-1)?.position ?? START
  }

  async *subscribe(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]> {
    let position = after
    while (!signal.aborted && !this.closed) {
      const page = await this.readAll(position)
      if (page.length > 0) {
        position = page.at(-1)!.position
        yield page
      } else await this.nextAppend(position, signal)
    }
  }

  async firstGap(): Promise<undefined> {
    return undefined
  }

  async close(): Promise<void> {
    this.closed = true
    for (const wake of this.waiting) wake()
  }

  private findRepeated(stream: string, expectedVersion: number, events: readonly EventToAppend[]): AppendResult | undefined {
    const earlier = events.map((event) => this.byId.get(event.id))
    const same = earlier.every((event, index) => event?.stream === stream && event.version === expectedVersion + index + 1)
    return same ? { version: earlier.at(-1)!.version, position: earlier.at(-1)!.position } : undefined
  }

  private add(stream: string, known: StoredEvent[], event: EventToAppend): void {
    const stored: StoredEvent = { ...event, stream, version: known.length + 1, position: positionOf(this.log.length) }
    known.push(stored)
    this.log.push(stored)
    this.byId.set(event.id, stored)
  }

  private nextAppend(after: Position, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      // An append may have come between the empty read and now: its wake-up would be missed.
      if (signal.aborted || this.closed || (this.log.at(-1)?.position ?? START) > after) return resolve()
      const wake = (): void => {
        this.waiting.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.waiting.add(wake)
      signal.addEventListener('abort', wake)
    })
  }
}
