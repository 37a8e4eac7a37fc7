import type { Position } from '@recourse/event-store'
import type { Instant } from '@recourse/kernel'
import type { Advance, ConsumerId, ConsumerKind } from './checkpoint.js'
import type { Deadline } from './deadline.js'
import type { Grant } from './lease.js'
import type { Key, Projection } from './projection.js'
import type { HeldStream, QuarantineChange } from './quarantine.js'
import type { RowBuffer } from './row-buffer.js'

/** What consumers keep, as one transaction sees it: how far they are, what they hold back, what they have made. */
export interface ConsumerState {
  readCheckpoint(id: ConsumerId): Promise<Position>
  /** @throws FencedOut when the lease has gone to somebody else */
  moveCheckpoint(grant: Grant, id: ConsumerId, position: Position, events: number): Promise<void>
  /** @throws FencedOut when the lease has gone to somebody else */
  advance(grant: Grant, id: ConsumerId, done: Advance): Promise<void>
  /** Versions up to which a consumer has handled the given streams. Streams it does not follow are absent. */
  readVersions(id: ConsumerId, streams: readonly string[]): Promise<Map<string, number>>
  /** Streams that the consumer cannot get past. */
  readHeld(id: ConsumerId): Promise<HeldStream[]>
  saveQuarantine(id: ConsumerId, changes: readonly QuarantineChange[]): Promise<void>
  /** Brings the rows of these keys into the buffer, as far as it does not hold them. */
  loadRows(projection: Projection, generation: number, buffer: RowBuffer, keys: readonly Key[]): Promise<void>
  saveRows(projection: Projection, generation: number, buffer: RowBuffer): Promise<void>
  /** Does `work` within a transaction or, when a value in it is refused for good, nothing of it: that error is the answer. */
  refusalOf(work: () => Promise<void>): Promise<Error | undefined>
}

/** Where consumers keep it: Postgres (`PostgresFlowStore`), memory in simulations. */
export interface ConsumerStore extends ConsumerState {
  /** Where a consumer stands; created at START when it is new. */
  openCheckpoint(id: ConsumerId, kind: ConsumerKind): Promise<Position>
  /** Keeps the reason why a consumer does not get on where operators look. The next page that succeeds clears it. */
  noteError(consumer: string, error: Error): Promise<void>
  /** Everything in `work` or nothing of it. */
  transaction<T>(work: (within: ConsumerState) => Promise<T>): Promise<T>
}

/** A deadline with how often it was fired in vain. */
export interface DueDeadline extends Deadline {
  readonly attempts: number
}

/** What came of firing: an outcome, or when to try again and why. */
export type Firing = { readonly outcome: string } | { readonly retryAt: Instant; readonly error: string }

/** The rows of deadline views, and beside them what was fired: that outlives a rebuild. */
export interface DeadlineStore {
  /** Deadlines of a set that are due by `now` and have no outcome, oldest first. */
  dueDeadlines(set: string, now: Instant, limit: number): Promise<DueDeadline[]>
  noteFired(set: string, deadline: DueDeadline, firing: Firing, now: Instant): Promise<void>
}

export type FlowStore = ConsumerStore & DeadlineStore
