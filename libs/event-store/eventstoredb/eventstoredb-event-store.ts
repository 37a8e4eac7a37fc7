import { setTimeout as delay } from 'node:timers/promises'
import {
  BACKWARDS, END, EventStoreDBClient, NO_STREAM, StreamNotFoundError, WrongExpectedVersionError, type AppendResult as ServerResult,
} from '@eventstore/db-client'
import {
  READ_LIMIT, START, StoreUnavailable, VersionConflict, type AppendResult, type EventStore, type EventToAppend, type Position, type StoredEvent,
} from '../port.js'
import { CatchUp } from './catch-up.js'
import { isKnown, toPosition, toServerPosition } from './positions.js'
import { isOurs, toEventData, toStored, type ServerRecord } from './records.js'
import { asStoreError } from './server-errors.js'

const DEADLINE_MS = 10_000
const RESUBSCRIBE_MS = [50, 100, 200, 500, 1_000, 2_000, 5_000]

interface ServerRead extends AsyncIterable<{ readonly event?: ServerRecord }> {
  cancel(): Promise<void>
  on(event: 'error', listener: (error: unknown) => void): unknown
}

/** EventStoreDB from 22.6, or KurrentDB. Our version n is the server's revision n - 1; our positions are its commit/prepare pairs. */
export class EventStoreDbEventStore implements EventStore {
  private readonly client: EventStoreDBClient
  private readonly closing = new AbortController()

  /** @param connectionString `esdb://…`; see the client's documentation. */
  constructor(connectionString: string, private readonly deadline_ms = DEADLINE_MS) {
    this.client = EventStoreDBClient.connectionString(connectionString)
    // With BatchAppend all appends of the process share one stream, whose write queue rejects into nowhere (an unhandled rejection) when the
    // connection dies under load. Without it each append is a call of its own, with its own deadline and error.
    Object.assign(this.client, { supports: async () => false })
  }

  async append(stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    if (events.length === 0) throw new RangeError('an append needs at least one event')
    if (new Set(events.map((event) => event.id)).size < events.length) throw new VersionConflict(stream, expectedVersion, await this.versionOf(stream))
    const version = expectedVersion + events.length
    try {
      const result = await this.send(stream, expectedVersion, events)
      // Only for a single event is it sure that the answer's position is the one that readers will see.
      if (events.length === 1 && isKnown(result.position)) return { version, position: toPosition(result.position) }
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error
      await this.expectRepeated(stream, expectedVersion, events, error)
    }
    const [last] = await this.readStream(stream, version, 1)
    return { version, position: last!.position }
  }

  async readStream(stream: string, fromVersion = 1, limit = READ_LIMIT): Promise<StoredEvent[]> {
    try {
      const records = await this.collect(() => this.client.readStream(stream, { fromRevision: BigInt(fromVersion - 1), maxCount: Math.min(limit, READ_LIMIT) }))
      return records.flatMap((record) => (record ? [toStored(record)] : []))
    } catch (error) {
      if (error instanceof StreamNotFoundError) return []
      throw error
    }
  }

  async readAll(after: Position, limit = READ_LIMIT): Promise<StoredEvent[]> {
    const wanted = Math.min(limit, READ_LIMIT)
    const found: StoredEvent[] = []
    let from = toServerPosition(after)
    // The server includes the event at the position, and its $all holds more than ours: ask for one more, and again while too little is ours.
    for (let count = wanted + 1; found.length < wanted; count = Math.min(count * 2, READ_LIMIT + 1)) {
      const records = await this.collect(() => this.client.readAll({ fromPosition: from, maxCount: count }))
      const seen = found.at(-1)?.position ?? after
      found.push(...records.filter(isOurs).map(toStored).filter((event) => event.position > seen))
      const last = records.at(-1)?.position
      if (records.length < count || !last) break
      from = last
    }
    return found.slice(0, wanted)
  }

  async head(): Promise<Position> {
    let from: ReturnType<typeof toServerPosition> | typeof END = END
    for (let count = 2; ; count = Math.min(count * 2, READ_LIMIT)) {
      const fromPosition = from
      const records = await this.collect(() => this.client.readAll({ direction: BACKWARDS, fromPosition, maxCount: count }))
      const newest = records.find(isOurs)
      if (newest) return toStored(newest).position
      const last = records.at(-1)?.position
      if (records.length < count || !last) return START
      from = last
    }
  }

  async *subscribe(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]> {
    const end = AbortSignal.any([signal, this.closing.signal])
    let position = after
    for (let failures = 0; !end.aborted; failures += 1) {
      const catchUp = new CatchUp(this.client, position)
      try {
        for (let page = await catchUp.nextPage(end); page && !end.aborted; page = await catchUp.nextPage(end)) {
          failures = 0
          yield page
        }
      } finally {
        catchUp.stop()
      }
      position = catchUp.position
      const failure = catchUp.failure && asStoreError(catchUp.failure)
      if (failure && !(failure instanceof StoreUnavailable) && !end.aborted) throw failure
      // The client never reconnects a subscription by itself.
      await delay(RESUBSCRIBE_MS[Math.min(failures, RESUBSCRIBE_MS.length - 1)], undefined, { signal: end }).catch(() => undefined)
    }
  }

  /** Its positions have holes by nature, so it cannot tell. */
  async firstGap(): Promise<undefined> {
    return undefined
  }

  async close(): Promise<void> {
    this.closing.abort()
    await this.client.dispose()
  }

  private async send(stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<ServerResult> {
    const data = events.map(toEventData)
    const expectedRevision = expectedVersion === 0 ? NO_STREAM : BigInt(expectedVersion - 1)
    try {
      return await this.client.appendToStream(stream, data, { expectedRevision, deadline: this.deadline_ms })
    } catch (error) {
      throw asStoreError(error)
    }
  }

  /** Servers may answer a repetition with "wrong version". @throws VersionConflict when it is none. */
  private async expectRepeated(stream: string, expectedVersion: number, events: readonly EventToAppend[], error: WrongExpectedVersionError): Promise<void> {
    const actualVersion = typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) + 1 : 0
    const stored = actualVersion > expectedVersion ? await this.readStream(stream, expectedVersion + 1, events.length) : []
    if (stored.length < events.length || stored.some((event, index) => event.id !== events[index]!.id)) {
      throw new VersionConflict(stream, expectedVersion, actualVersion)
    }
  }

  private async versionOf(stream: string): Promise<number> {
    try {
      const [last] = await this.collect(() => this.client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 }))
      return last ? Number(last.revision) + 1 : 0
    } catch (error) {
      if (error instanceof StreamNotFoundError) return 0
      throw error
    }
  }

  /** All records of a read. The client sets no deadline on reads, so it is set here. */
  private async collect(start: () => ServerRead): Promise<(ServerRecord | undefined)[]> {
    if (this.closing.signal.aborted) throw new StoreUnavailable('the store was closed')
    const read = start()
    read.on('error', () => undefined)
    const late = new AbortController()
    const deadline = delay(this.deadline_ms, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new StoreUnavailable(`no answer within ${this.deadline_ms} ms`)
    })
    deadline.catch(() => undefined)
    try {
      return await Promise.race([readAllOf(read), deadline])
    } catch (error) {
      read.cancel().catch(() => undefined)
      throw asStoreError(error)
    } finally {
      late.abort()
    }
  }
}

const readAllOf = async (read: ServerRead): Promise<(ServerRecord | undefined)[]> => {
  const records: (ServerRecord | undefined)[] = []
  for await (const { event } of read) records.push(event)
  return records
}
