import { setTimeout as delay } from 'node:timers/promises'
import {
  BACKWARDS, END, EventStoreDBClient, NO_STREAM, NotLeaderError, StreamNotFoundError, TimeoutError, WrongExpectedVersionError, type AppendResult as ServerResult,
} from '@eventstore/db-client'
import {
  READ_LIMIT, StoreUnavailable, VersionConflict, type AppendResult, type EventStore, type EventToAppend, type Position, type StoredEvent,
} from '../port.js'
import { CatchUp } from './catch-up.js'
import { Landmarks } from './landmarks.js'
import { isKnown, toPosition, toServerPosition } from './positions.js'
import { readOwn, type OwnRead } from './read-own.js'
import { toEventData, toStored, type ServerRecord } from './records.js'
import { asStoreError, isInvalidArgument } from './server-errors.js'
import { StreamNames } from './stream-names.js'

const DEADLINE_MS = 10_000
/** For reads of $all, in which the server may have to look through very many records of others before it comes to one of ours. */
const SEARCH_DEADLINE_MS = 60_000
const RESUBSCRIBE_MS = [50, 100, 200, 500, 1_000, 2_000, 5_000]
const AGAIN_MS = 5
const VISIBLE_WITHIN_MS = 2_000

interface ServerRead extends AsyncIterable<{ readonly event?: ServerRecord }> {
  cancel(): Promise<void>
  on(event: 'error', listener: (error: unknown) => void): unknown
}

/**
 * EventStoreDB from 22.6, or KurrentDB. Our version n is the server's revision n - 1; our positions are its commit/prepare pairs.
 * In a cluster everything is asked of the leader: followers are behind what they have acknowledged for it.
 */
export class EventStoreDbEventStore implements EventStore {
  private readonly client: EventStoreDBClient
  private readonly names: StreamNames
  private readonly closing = new AbortController()
  private readonly landmarks = new Landmarks({
    newest: () => this.newest(),
    search: (read) => this.search({ ...read, from: read.from === 'end' ? 'end' : toServerPosition(read.from) }),
  })

  /**
   * @param connectionString `esdb://…`; see the client's documentation.
   * @param prefix stands before the names of streams on a server that several installations share.
   */
  constructor(connectionString: string, prefix = '') {
    this.names = new StreamNames(prefix)
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
      const { position } = await again(() => this.send(stream, expectedVersion, events))
      if (isKnown(position)) return { version, position: toPosition(position) }
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error
      const actualVersion = typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) + 1 : 0
      await this.visible(stream, actualVersion)
      throw new VersionConflict(stream, expectedVersion, actualVersion)
    }
    const [last] = await this.readStream(stream, version, 1)
    if (!last) throw new StoreUnavailable(`${stream} was acknowledged at version ${version} and cannot be read there`)
    return { version, position: last.position }
  }

  async readStream(stream: string, fromVersion = 1, limit = READ_LIMIT): Promise<StoredEvent[]> {
    const options = { fromRevision: BigInt(fromVersion - 1), maxCount: Math.min(limit, READ_LIMIT), requiresLeader: true }
    return this.collect(() => this.client.readStream(this.names.onServer(stream), options)).catch(noneIfNotFound)
  }

  async readAll(after: Position, limit = READ_LIMIT): Promise<StoredEvent[]> {
    const wanted = Math.min(limit, READ_LIMIT)
    const from = toServerPosition(await this.landmarks.firstAfter(after))
    try {
      // The server includes the event at the position.
      const events = await this.search({ direction: 'forwards', from, count: wanted + 1 })
      return events.filter((event) => event.position > after).slice(0, wanted)
    } catch (error) {
      throw isInvalidArgument(error) ? new RangeError(`no event of this store is at ${after}`, { cause: error }) : error
    }
  }

  head(): Promise<Position> {
    return this.landmarks.head()
  }

  async *subscribe(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]> {
    const end = AbortSignal.any([signal, this.closing.signal])
    let position = after
    for (let failures = 0; !end.aborted; failures += 1) {
      const catchUp = new CatchUp(this.client, this.names, position)
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
      return await this.client.appendToStream(this.names.onServer(stream), data, { expectedRevision, deadline: DEADLINE_MS, requiresLeader: true })
    } catch (error) {
      throw asStoreError(error)
    }
  }

  /** The server refuses by what it has written, a moment before readers see that; whoever reads the stream after a refusal has to find the reason. */
  private async visible(stream: string, version: number): Promise<void> {
    const deadline = AbortSignal.timeout(VISIBLE_WITHIN_MS)
    while ((await this.versionOf(stream)) < version && !deadline.aborted) await delay(AGAIN_MS)
  }

  private async versionOf(stream: string): Promise<number> {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true } as const
    const [last] = await this.collect(() => this.client.readStream(this.names.onServer(stream), options)).catch(noneIfNotFound)
    return last?.version ?? 0
  }

  private async newest(): Promise<Position | undefined> {
    const [newest] = await this.collect(() => this.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true }))
    return newest?.position
  }

  private search(read: Omit<OwnRead, 'streams'>): Promise<StoredEvent[]> {
    return this.collect(() => readOwn(this.client, { ...read, streams: this.names.regex }), SEARCH_DEADLINE_MS)
  }

  private async collect(start: () => ServerRead, deadline_ms = DEADLINE_MS): Promise<StoredEvent[]> {
    const records = await again(() => this.collectOnce(start, deadline_ms))
    return records.map((record) => toStored(record, this.names))
  }

  /** All records of a read. The client sets no deadline on reads, so it is set here. */
  private async collectOnce(start: () => ServerRead, deadline_ms: number): Promise<ServerRecord[]> {
    if (this.closing.signal.aborted) throw new StoreUnavailable('the store was closed')
    const read = start()
    read.on('error', () => undefined)
    const late = new AbortController()
    const deadline = delay(deadline_ms, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new StoreUnavailable(`no answer within ${deadline_ms} ms`)
    })
    deadline.catch(() => undefined)
    try {
      return await Promise.race([recordsOf(read), deadline])
    } catch (error) {
      read.cancel().catch(() => undefined)
      throw asStoreError(error)
    } finally {
      late.abort()
    }
  }
}

const recordsOf = async (read: ServerRead): Promise<ServerRecord[]> => {
  const records: ServerRecord[] = []
  for await (const { event } of read) if (event) records.push(event)
  return records
}

const noneIfNotFound = (error: unknown): [] => {
  if (error instanceof StreamNotFoundError) return []
  throw error
}

/**
 * Once more, where that is what the server waits for: the client now knows who leads; or the server left a repetition without an answer
 * because the first one was still on its way to the index (StorageWriterService, IdempotentNotReady), and now says what became of it.
 */
const again = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (error) {
    const cause = error instanceof StoreUnavailable ? error.cause : undefined
    if (!(cause instanceof NotLeaderError || cause instanceof TimeoutError)) throw error
    await delay(AGAIN_MS)
    return call()
  }
}
