/** An event as a store keeps it: `body` is the exact canonical JSON over which `hash` runs. */
export interface EventToAppend {
  /** UUID, unique in the whole store. */
  readonly id: string
  readonly type: string
  readonly body: string
  /** SHA-256 of `body`, hex. */
  readonly hash: string
}

export interface StoredEvent extends EventToAppend {
  readonly stream: string
  /** 1 for the first event of the stream, without gaps. */
  readonly version: number
  /** Opaque; ordered as text over the whole store; not gapless. */
  readonly position: Position
}

export type Position = string

/** Before every event. Compares lower than any position. */
export const START: Position = ''

export interface AppendResult {
  /** Version of the last event appended. */
  readonly version: number
  /** Position of the last event appended. */
  readonly position: Position
}

/** The stream is not at the version the caller read. Nothing was written. */
export class VersionConflict extends Error {
  constructor(readonly stream: string, readonly expectedVersion: number, readonly actualVersion: number) {
    super(`${stream} is at version ${actualVersion}, not ${expectedVersion}`)
    this.name = 'VersionConflict'
  }
}

/** The store cannot be reached or did not answer in time. Whether an append took effect is unknown; repeating it is safe. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

export const READ_LIMIT = 1000

/**
 * The only truth. Adapters: Postgres, EventStoreDB, memory (tests). All pass the same conformance suite (`tck/`).
 *
 * - `append` is atomic and happens only if the stream is at exactly `expectedVersion` (0 = the stream does not exist).
 *   Repeating an append whose event ids are already in that stream at those versions answers as the first time; the same ids at
 *   other versions than those where the stream stands now are refused with VersionConflict.
 * - An id that stands elsewhere (in another stream, or earlier in this one) is refused with VersionConflict by stores that keep ids
 *   unique (memory, Postgres). EventStoreDB has no index of ids: there uniqueness rests on ids being derived from stream and command.
 * - Order: if an append was acknowledged before another began, its positions are lower. A reader that has seen a position
 *   will never find a new event before it.
 */
export interface EventStore {
  /** @throws VersionConflict, StoreUnavailable, RangeError for an empty batch. */
  append(stream: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<AppendResult>
  /** Events of one stream in order, from `fromVersion` (default 1), at most `limit` (default and maximum READ_LIMIT). A stream that does not exist is empty. */
  readStream(stream: string, fromVersion?: number, limit?: number): Promise<StoredEvent[]>
  /** Events of all streams after a position, in order, at most `limit` (default and maximum READ_LIMIT). */
  readAll(after: Position, limit?: number): Promise<StoredEvent[]>
  /** Position of the newest event, START when there is none. */
  head(): Promise<Position>
  /**
   * Endless: every event after a position, in order, in pages of at most READ_LIMIT; waits for new ones. Reconnects and resumes by itself
   * (nothing lost, nothing twice). Ends when the signal aborts. One consumer each; pages are pulled, so a slow consumer slows only itself.
   */
  subscribe(after: Position, signal: AbortSignal): AsyncIterable<StoredEvent[]>
  /** First place where an event is missing before others, for stores whose positions have no holes; undefined when none or when the store cannot tell. */
  firstGap(): Promise<Position | undefined>
  close(): Promise<void>
}
