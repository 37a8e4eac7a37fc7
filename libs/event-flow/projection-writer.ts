import { READ_LIMIT, UnknownEvent, type EventCodec, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import { failpoint, type RecordedEvent } from '@recourse/kernel'
import type { Pool } from 'pg'
import { advance, moveCheckpoint, readCheckpoint, readVersions, type ConsumerId } from './checkpoint.js'
import type { Grant } from './lease.js'
import { ProjectionTable } from './projection-table.js'
import type { Key, Projection } from './projection.js'
import { QuarantineLedger, type Released } from './quarantine-ledger.js'
import { isQuarantineDecision } from './quarantine.js'
import { RowBuffer } from './row-buffer.js'
import { sequence } from './stream-sequence.js'
import { inTransaction, isRefusedValue, refusalOf, type Queryable } from './transaction.js'

export interface WriterResources {
  readonly pool: Pool
  readonly store: EventStore
  readonly codec: EventCodec
}

/** Events as far as they have been folded. */
interface Fold {
  readonly buffer: RowBuffer
  readonly versions: Map<string, number>
}

/** One way through a page: how its events are folded; `retried` when a decision let them go. */
interface Pass {
  readonly client: Queryable
  readonly versions: Map<string, number>
  fold(events: readonly StoredEvent[], retried?: Released): Promise<void>
}

/** Feeds one generation of a projection: folds pages in memory and writes each with its checkpoint in one transaction. After an error it is of no use; open a new one. */
export class ProjectionWriter {
  private constructor(
    private readonly resources: WriterResources, private readonly projection: Projection, private readonly grant: Grant,
    readonly table: ProjectionTable, readonly id: ConsumerId, private quarantine: QuarantineLedger, private reached: Position,
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
    const before = this.quarantine.copy()
    try {
      await this.applyWhole(fresh, trusted)
    } catch (error) {
      if (!isRefusedValue(error)) throw error
      this.quarantine = before
      await this.applyInParts(fresh, trusted)
    }
    this.reached = last.position
  }

  /** Holds a transaction to the lease under which this writer works. @throws FencedOut */
  async fence(client: Queryable): Promise<void> {
    await moveCheckpoint(client, this.grant, this.id, this.reached, 0)
  }

  private async applyWhole(page: readonly StoredEvent[], trusted: boolean): Promise<void> {
    const { pool } = this.resources
    const fold = this.newFold()
    await this.pass(page, trusted, { client: pool, versions: fold.versions, fold: (events, retried) => this.fold(pool, fold, events, retried) })
    if (!fold.buffer.isChanged && !this.quarantine.isChanged) return this.advance(pool, page, fold.versions)
    await inTransaction(pool, async (client) => {
      await this.table.save(client, fold.buffer)
      await this.quarantine.save(client)
      await this.advance(client, page, fold.versions)
      failpoint('projection.before-commit')
    })
    failpoint('projection.after-commit')
  }

  /** For a page with a value that Postgres refuses: finds the events at fault and holds their streams. */
  private async applyInParts(page: readonly StoredEvent[], trusted: boolean): Promise<void> {
    await inTransaction(this.resources.pool, async (client) => {
      const versions = new Map<string, number>()
      await this.pass(page, trusted, { client, versions, fold: (events, retried) => this.foldInParts(client, versions, events, retried) })
      await this.quarantine.save(client)
      await this.advance(client, page, versions)
    })
  }

  private async pass(page: readonly StoredEvent[], trusted: boolean, pass: Pass): Promise<void> {
    const { types } = this.projection
    const known = await readVersions(pass.client, this.id, [...new Set(page.map((event) => event.stream))])
    const flowing = page.filter((event) => !this.quarantine.holds(event.stream))
    await pass.fold(await sequence(flowing, this.resources.store, { known, types, trusted }))
    for (const event of page) if (isQuarantineDecision(event)) await this.decide(event, page.at(-1)!.position, pass)
  }

  /** Folds and writes events together or, if Postgres refuses a value of theirs, each half by itself, down to the single event that it refuses. */
  private async foldInParts(client: Queryable, versions: Map<string, number>, events: readonly StoredEvent[], retried?: Released): Promise<void> {
    const flowing = events.filter((event) => !this.quarantine.holds(event.stream))
    if (flowing.length === 0) return
    const before = this.quarantine.copy()
    const part = this.newFold()
    const refusal = await refusalOf(client, async () => {
      await this.fold(client, part, flowing, retried)
      await this.table.save(client, part.buffer)
    })
    if (!refusal) {
      for (const [stream, version] of part.versions) versions.set(stream, version)
      return
    }
    this.quarantine = before
    if (flowing.length === 1) return this.hold(flowing[0]!, refusal, retried)
    const middle = flowing.length >> 1
    await this.foldInParts(client, versions, flowing.slice(0, middle), retried)
    await this.foldInParts(client, versions, flowing.slice(middle), retried)
  }

  private newFold(): Fold {
    return { buffer: new RowBuffer(this.projection), versions: new Map() }
  }

  private async fold(client: Queryable, { buffer, versions }: Fold, events: readonly StoredEvent[], retried?: Released): Promise<void> {
    const prepared = events.map((event) => this.prepare(event))
    await this.table.load(client, buffer, prepared.flatMap((event) => event.keys))
    for (const { stored, event, error } of prepared) {
      if (this.quarantine.holds(stored.stream)) continue
      try {
        if (error) throw error
        if (event) buffer.change(event.metadata.tenant, () => this.projection.reduce(buffer, event))
        versions.set(stored.stream, stored.version)
      } catch (failure) {
        this.hold(stored, failure, retried)
      }
    }
  }

  private hold(stored: StoredEvent, failure: unknown, retried?: Released): void {
    this.quarantine.hold(stored, failure, stored.version === retried?.from ? retried.attempts + 1 : 1)
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
  private async decide(stored: StoredEvent, until: Position, pass: Pass): Promise<void> {
    const released = this.quarantine.release(this.resources.codec.decode(stored))
    if (!released) return
    if (released.skipped !== undefined) pass.versions.set(released.stream, released.skipped)
    const waiting = await this.resources.store.readStream(released.stream, released.from, READ_LIMIT)
    await pass.fold(waiting.filter((event) => event.position <= until), released)
  }

  private advance(client: Queryable, page: readonly StoredEvent[], versions: ReadonlyMap<string, number>): Promise<void> {
    return advance(client, this.grant, this.id, { position: page.at(-1)!.position, events: page.length, versions })
  }
}
