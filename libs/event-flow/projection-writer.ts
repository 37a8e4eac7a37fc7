import { READ_LIMIT, UnknownEvent, type EventCodec, type EventStore, type Position, type StoredEvent } from '@recourse/event-store'
import { failpoint, step, type RecordedEvent } from '@recourse/kernel'
import type { ConsumerId } from './checkpoint.js'
import type { ConsumerState, ConsumerStore } from './flow-store.js'
import type { Grant } from './lease.js'
import type { Key, Projection } from './projection.js'
import { QuarantineLedger, type Released } from './quarantine-ledger.js'
import { isQuarantineDecision } from './quarantine.js'
import { RowBuffer } from './row-buffer.js'
import { sequence } from './stream-sequence.js'
import { isRefusedValue } from './transaction.js'

export interface WriterResources {
  readonly state: ConsumerStore
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
  readonly state: ConsumerState
  readonly versions: Map<string, number>
  fold(events: readonly StoredEvent[], retried?: Released): Promise<void>
}

/** Feeds one generation of a projection: folds pages in memory and writes each with its checkpoint in one transaction. After an error it is of no use; open a new one. */
export class ProjectionWriter {
  private constructor(
    private readonly resources: WriterResources, private readonly projection: Projection, private readonly grant: Grant,
    readonly id: ConsumerId, private quarantine: QuarantineLedger, private reached: Position,
  ) {}

  static async open(resources: WriterResources, projection: Projection, grant: Grant, generation: number): Promise<ProjectionWriter> {
    const id = { consumer: projection.name, generation }
    return new ProjectionWriter(resources, projection, grant, id, await QuarantineLedger.read(resources.state, id), await resources.state.readCheckpoint(id))
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
  async fence(state: ConsumerState): Promise<void> {
    await state.moveCheckpoint(this.grant, this.id, this.reached, 0)
  }

  private async applyWhole(page: readonly StoredEvent[], trusted: boolean): Promise<void> {
    const { state } = this.resources
    const fold = this.newFold()
    await this.pass(page, trusted, { state, versions: fold.versions, fold: (events, retried) => this.fold(state, fold, events, retried) })
    if (!fold.buffer.isChanged && !this.quarantine.isChanged) return step('projection.advance', () => this.advance(state, page, fold.versions))
    await this.commit(page, fold.versions, (within) => this.saveRows(within, fold))
  }

  /** For a page with a value that Postgres refuses: finds the events at fault and holds their streams. */
  private async applyInParts(page: readonly StoredEvent[], trusted: boolean): Promise<void> {
    const versions = new Map<string, number>()
    await this.commit(page, versions, (within) =>
      this.pass(page, trusted, { state: within, versions, fold: (events, retried) => this.foldInParts(within, versions, events, retried) }))
  }

  /** Rows, quarantine and checkpoint of a page, or nothing of it. */
  private async commit(page: readonly StoredEvent[], versions: ReadonlyMap<string, number>, write: (within: ConsumerState) => Promise<void>): Promise<void> {
    await this.resources.state.transaction(async (within) => {
      await write(within)
      await this.quarantine.save(within)
      await this.advance(within, page, versions)
      failpoint('projection.commit.before')
    })
    failpoint('projection.commit.after')
  }

  private async pass(page: readonly StoredEvent[], trusted: boolean, pass: Pass): Promise<void> {
    const { types } = this.projection
    const known = await pass.state.readVersions(this.id, [...new Set(page.map((event) => event.stream))])
    const flowing = page.filter((event) => !this.quarantine.holds(event.stream))
    await pass.fold(await sequence(flowing, this.resources.store, { known, types, trusted }))
    for (const event of page) if (isQuarantineDecision(event)) await this.decide(event, page.at(-1)!.position, pass)
  }

  /** Folds and writes events together or, if Postgres refuses a value of theirs, each half by itself, down to the single event that it refuses. */
  private async foldInParts(state: ConsumerState, versions: Map<string, number>, events: readonly StoredEvent[], retried?: Released): Promise<void> {
    const flowing = events.filter((event) => !this.quarantine.holds(event.stream))
    if (flowing.length === 0) return
    const before = this.quarantine.copy()
    const part = this.newFold()
    const refusal = await state.refusalOf(async () => {
      await this.fold(state, part, flowing, retried)
      await this.saveRows(state, part)
    })
    if (!refusal) {
      for (const [stream, version] of part.versions) versions.set(stream, version)
      return
    }
    this.quarantine = before
    if (flowing.length === 1) return this.hold(flowing[0]!, refusal, retried)
    const middle = flowing.length >> 1
    await this.foldInParts(state, versions, flowing.slice(0, middle), retried)
    await this.foldInParts(state, versions, flowing.slice(middle), retried)
  }

  private newFold(): Fold {
    return { buffer: new RowBuffer(this.projection), versions: new Map() }
  }

  private saveRows(state: ConsumerState, { buffer }: Fold): Promise<void> {
    return state.saveRows(this.projection, this.id.generation, buffer)
  }

  private async fold(state: ConsumerState, { buffer, versions }: Fold, events: readonly StoredEvent[], retried?: Released): Promise<void> {
    const prepared = events.map((event) => this.prepare(event))
    await state.loadRows(this.projection, this.id.generation, buffer, prepared.flatMap((event) => event.keys))
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

  private advance(state: ConsumerState, page: readonly StoredEvent[], versions: ReadonlyMap<string, number>): Promise<void> {
    return state.advance(this.grant, this.id, { position: page.at(-1)!.position, events: page.length, versions })
  }
}
