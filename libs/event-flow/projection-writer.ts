import { READ_LIMIT, UnknownEvent, type EventCodec, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import type { RecordedEvent } from '@recourse/kernel'
import type { Pool } from 'pg'
import { advance, moveCheckpoint, readCheckpoint, readVersions, type ConsumerId } from './checkpoint.js'
import type { Grant } from './lease.js'
import { ProjectionTable } from './projection-table.js'
import type { Key, Projection } from './projection.js'
import { QuarantineLedger, type Released } from './quarantine-ledger.js'
import { isQuarantineDecision } from './quarantine.js'
import { RowBuffer } from './row-buffer.js'
import { sequence } from './stream-sequence.js'
import { inTransaction, type Queryable } from './transaction.js'

export interface WriterResources {
  readonly pool: Pool
  readonly store: EventStore
  readonly codec: EventCodec
}

/** A page as far as it has been folded. */
interface Fold {
  readonly buffer: RowBuffer
  readonly versions: Map<string, number>
}

/** Feeds one generation of a projection: folds pages in memory and writes each with its checkpoint in one transaction. After an error it is of no use; open a new one. */
export class ProjectionWriter {
  private constructor(
    private readonly resources: WriterResources, private readonly projection: Projection, private readonly grant: Grant,
    readonly table: ProjectionTable, readonly id: ConsumerId, private readonly quarantine: QuarantineLedger, private reached: Position,
  ) {}

  static async open(resources: WriterResources, projection: Projection, grant: Grant, generation: number): Promise<ProjectionWriter> {
    const id = { consumer: projection.name, generation }
    const table = new ProjectionTable(projection, generation)
    return new ProjectionWriter(resources, projection, grant, table, id, await QuarantineLedger.read(resources.pool, id), await readCheckpoint(resources.pool, id))
  }

  /** Everything up to here is in the table. */
  get position(): Position {
    return this.reached
  }

  /** `trusted`: the page comes from the store's own order. @throws FencedOut, UnknownEvent, StoreUnavailable */
  async apply(page: readonly StoredEvent[], { trusted = false } = {}): Promise<void> {
    const fresh = page.filter((event) => event.position > this.reached)
    const last = fresh.at(-1)
    if (!last) return
    const { types } = this.projection
    const known = await readVersions(this.resources.pool, this.id, [...new Set(fresh.map((event) => event.stream))])
    const fold: Fold = { buffer: new RowBuffer(this.projection), versions: new Map() }
    const flowing = fresh.filter((event) => !this.quarantine.holds(event.stream))
    await this.fold(fold, await sequence(flowing, this.resources.store, { known, types, trusted }))
    for (const event of fresh) if (isQuarantineDecision(event)) await this.decide(fold, event, last.position)
    await this.save(fold, last.position, fresh.length)
    this.reached = last.position
  }

  /** Holds a transaction to the lease under which this writer works. @throws FencedOut */
  async fence(client: Queryable): Promise<void> {
    await moveCheckpoint(client, this.grant, this.id, this.reached, 0)
  }

  private async fold({ buffer, versions }: Fold, events: readonly StoredEvent[], retried?: Released): Promise<void> {
    const prepared = events.map((event) => this.prepare(event))
    await this.table.load(this.resources.pool, buffer, prepared.flatMap((event) => event.keys))
    for (const { stored, event, error } of prepared) {
      if (this.quarantine.holds(stored.stream)) continue
      try {
        if (error) throw error
        if (event) buffer.change(event.metadata.tenant, () => this.projection.reduce(buffer, event))
        versions.set(stored.stream, stored.version)
      } catch (failure) {
        this.quarantine.hold(stored, failure, stored.version === retried?.from ? retried.attempts + 1 : 1)
      }
    }
  }

  /** What a projection does not follow is not decoded: services do not know each other's events. */
  private prepare(stored: StoredEvent): { stored: StoredEvent; event?: RecordedEvent; keys: readonly Key[]; error?: unknown } {
    if (this.projection.types && !this.projection.types.has(stored.type)) return { stored, keys: [] }
    try {
      const event = this.resources.codec.decode(stored)
      return { stored, event, keys: this.projection.keysOf(event) }
    } catch (error) {
      if (error instanceof UnknownEvent) throw error
      return { stored, keys: [], error }
    }
  }

  /** Goes on with a stream that waited: everything of it up to the end of the page, from the store. */
  private async decide(fold: Fold, stored: StoredEvent, until: Position): Promise<void> {
    const released = this.quarantine.release(this.resources.codec.decode(stored))
    if (!released) return
    if (released.skipped !== undefined) fold.versions.set(released.stream, released.skipped)
    const waiting = await this.resources.store.readStream(released.stream, released.from, READ_LIMIT)
    await this.fold(fold, waiting.filter((event) => event.position <= until), released)
  }

  private async save({ buffer, versions }: Fold, position: Position, events: number): Promise<void> {
    const { pool } = this.resources
    const done = { position, events, versions }
    if (!buffer.isChanged && !this.quarantine.isChanged) return advance(pool, this.grant, this.id, done)
    await inTransaction(pool, async (client) => {
      await this.table.save(client, buffer)
      await this.quarantine.save(client)
      await advance(client, this.grant, this.id, done)
    })
  }
}
