import type { Position } from '@recourse/event-store'
import type { Instant } from '@recourse/kernel'
import type { Pool } from 'pg'
import { advance, moveCheckpoint, noteError, openCheckpoint, readCheckpoint, readVersions, type Advance, type ConsumerId, type ConsumerKind } from './checkpoint.js'
import { findDue, noteFired } from './deadline-table.js'
import type { ConsumerState, DueDeadline, Firing, FlowStore } from './flow-store.js'
import type { Grant } from './lease.js'
import { ProjectionTable } from './projection-table.js'
import type { Key, Projection } from './projection.js'
import type { HeldStream, QuarantineChange } from './quarantine.js'
import { readHeld, saveQuarantine } from './quarantine-table.js'
import type { RowBuffer } from './row-buffer.js'
import { inTransaction, refusalOf, type Queryable } from './transaction.js'

/** What consumers keep, over a pool or over one connection with its transaction. */
export class PostgresConsumerState implements ConsumerState {
  constructor(private readonly client: Queryable) {}

  readCheckpoint(id: ConsumerId): Promise<Position> {
    return readCheckpoint(this.client, id)
  }

  moveCheckpoint(grant: Grant, id: ConsumerId, position: Position, events: number): Promise<void> {
    return moveCheckpoint(this.client, grant, id, position, events)
  }

  advance(grant: Grant, id: ConsumerId, done: Advance): Promise<void> {
    return advance(this.client, grant, id, done)
  }

  readVersions(id: ConsumerId, streams: readonly string[]): Promise<Map<string, number>> {
    return readVersions(this.client, id, streams)
  }

  readHeld(id: ConsumerId): Promise<HeldStream[]> {
    return readHeld(this.client, id)
  }

  saveQuarantine(id: ConsumerId, changes: readonly QuarantineChange[]): Promise<void> {
    return saveQuarantine(this.client, id, changes)
  }

  loadRows(projection: Projection, generation: number, buffer: RowBuffer, keys: readonly Key[]): Promise<void> {
    return new ProjectionTable(projection, generation).load(this.client, buffer, keys)
  }

  saveRows(projection: Projection, generation: number, buffer: RowBuffer): Promise<void> {
    return new ProjectionTable(projection, generation).save(this.client, buffer)
  }

  refusalOf(work: () => Promise<void>): Promise<Error | undefined> {
    return refusalOf(this.client, work)
  }
}

/** Over tables of `eventFlowMigrations`. */
export class PostgresFlowStore extends PostgresConsumerState implements FlowStore {
  constructor(private readonly pool: Pool) {
    super(pool)
  }

  openCheckpoint(id: ConsumerId, kind: ConsumerKind): Promise<Position> {
    return openCheckpoint(this.pool, id, kind)
  }

  noteError(consumer: string, error: Error): Promise<void> {
    return noteError(this.pool, consumer, error)
  }

  transaction<T>(work: (within: ConsumerState) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, (client) => work(new PostgresConsumerState(client)))
  }

  dueDeadlines(set: string, now: Instant, limit: number): Promise<DueDeadline[]> {
    return findDue(this.pool, set, now, limit)
  }

  noteFired(set: string, deadline: DueDeadline, firing: Firing, now: Instant): Promise<void> {
    return noteFired(this.pool, set, deadline, firing, now)
  }
}
