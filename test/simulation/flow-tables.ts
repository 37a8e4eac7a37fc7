import {
  FencedOut, type ConsumerState, type Deadline, type DueDeadline, type Firing, type FlowStore, type Grant, type HeldStream, type Key, type LeaseBook, type Projection, type QuarantineChange,
} from '@recourse/event-flow'
import type { Advance, ConsumerId, RowBuffer } from '@recourse/event-flow/testing'
import type { Position } from '@recourse/event-store'
import type { Instant } from '@recourse/kernel'
import type { Process } from './process.js'

type Row = Readonly<Record<string, unknown>>

interface Lease {
  readonly token: number
  readonly expires_ms: number
}

interface Fired {
  readonly attempts: number
  readonly outcome?: string
  readonly retryAt?: Instant
}

/** A connection to the database was lost, as node-postgres says it. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost'
  readonly code = 'ECONNRESET'
}

/** What all consumers of a world keep: the tables of `eventFlowMigrations` and those of the views. Whatever is in them is durable. */
export class FlowTables {
  readonly leases = new Map<string, Lease>()
  readonly positions = new Map<string, Position>()
  readonly kinds = new Map<string, string>()
  readonly versions = new Map<string, Map<string, number>>()
  readonly held = new Map<string, Map<string, HeldStream & { readonly error: string }>>()
  readonly rows = new Map<string, Map<string, Row>>()
  readonly fired = new Map<string, Fired>()

  isHeldBy({ name, token }: Grant): boolean {
    return String(this.leases.get(name)?.token) === token
  }

  /** @throws FencedOut */
  fence(grant: Grant): void {
    if (!this.isHeldBy(grant)) throw new FencedOut(grant.name)
  }

  /** How far a consumer is; START while it never ran. */
  positionOf(consumer: string): Position {
    return this.positions.get(`${consumer}__1`) ?? ''
  }

  rowsOf(view: string): Row[] {
    return [...(this.rows.get(view)?.values() ?? [])]
  }

  /** Rows of a set that are due by `now` and have no outcome, oldest first; `waiting`: also those that are to be tried again later. */
  due(set: string, now: Instant, waiting = false): DueDeadline[] {
    const due: DueDeadline[] = []
    for (const row of this.rowsOf(set)) {
      if ((row.due_at as string) > now) continue
      const deadline = deadlineOf(row)
      const { attempts = 0, outcome, retryAt } = this.fired.get(firedKey(set, deadline)) ?? {}
      if (outcome === undefined && (waiting || retryAt === undefined || retryAt <= now)) due.push({ ...deadline, attempts })
    }
    return due.sort((one, other) => (one.dueAt < other.dueAt ? -1 : one.dueAt > other.dueAt ? 1 : 0))
  }

  /** When the next thing that waits for its time is due; undefined when nothing waits. */
  nextDueAt(set: string): Instant | undefined {
    let next: Instant | undefined
    for (const row of this.rowsOf(set)) {
      const deadline = deadlineOf(row)
      const fired = this.fired.get(firedKey(set, deadline))
      if (fired?.outcome !== undefined) continue
      const at = fired?.retryAt ?? deadline.dueAt
      if (next === undefined || at < next) next = at
    }
    return next
  }

  noteFired(set: string, deadline: DueDeadline, firing: Firing): void {
    const key = firedKey(set, deadline)
    const attempts = (this.fired.get(key)?.attempts ?? 0) + 1
    this.fired.set(key, 'outcome' in firing ? { attempts, outcome: firing.outcome } : { attempts, retryAt: firing.retryAt })
  }
}

const deadlineOf = ({ tenant, stream, name, due_at, data, correlation_id }: Row): Deadline =>
  ({ tenant, stream, name, dueAt: due_at, data, correlationId: correlation_id }) as Deadline

const firedKey = (set: string, { tenant, stream, name, dueAt }: Deadline): string => [set, tenant, stream, name, dueAt].join('\0')

const keyOf = ({ consumer, generation }: ConsumerId): string => `${consumer}__${generation}`

const entry = <Value>(tables: Map<string, Map<string, Value>>, name: string): Map<string, Value> => {
  const known = tables.get(name)
  if (known) return known
  const table = new Map<string, Value>()
  tables.set(name, table)
  return table
}

/** What one statement or transaction will change, all at once. */
type Change = (tables: FlowTables) => void

/** The tables as one process reaches them. */
export class RemoteFlowStore implements FlowStore {
  constructor(private readonly tables: FlowTables, private readonly process: Process) {}

  openCheckpoint(id: ConsumerId, kind: string): Promise<Position> {
    return this.call(`open ${id.consumer}`, ({ positions, kinds }) => {
      kinds.set(keyOf(id), kind)
      if (!positions.has(keyOf(id))) positions.set(keyOf(id), '')
      return positions.get(keyOf(id))!
    })
  }

  async noteError(): Promise<void> {}

  readCheckpoint(id: ConsumerId): Promise<Position> {
    return this.call(`checkpoint of ${id.consumer}`, ({ positions }) => positions.get(keyOf(id)) ?? '')
  }

  readVersions(id: ConsumerId, streams: readonly string[]): Promise<Map<string, number>> {
    return this.call(`versions of ${id.consumer}`, ({ versions }) => {
      const known = versions.get(keyOf(id))
      return new Map(streams.flatMap((stream) => (known?.has(stream) ? [[stream, known.get(stream)!] as const] : [])))
    })
  }

  readHeld(id: ConsumerId): Promise<HeldStream[]> {
    return this.call(`quarantine of ${id.consumer}`, ({ held }) => [...(held.get(keyOf(id))?.values() ?? [])])
  }

  moveCheckpoint(grant: Grant, id: ConsumerId, position: Position): Promise<void> {
    return this.call(`move ${id.consumer} to ${Number(position)}`, moving(grant, id, position))
  }

  advance(grant: Grant, id: ConsumerId, done: Advance): Promise<void> {
    return this.call(`advance ${id.consumer} to ${Number(done.position)}`, advancing(grant, id, done))
  }

  saveQuarantine(id: ConsumerId, changes: readonly QuarantineChange[]): Promise<void> {
    return this.call(`hold for ${id.consumer}`, holding(id, changes))
  }

  loadRows(projection: Projection, generation: number, buffer: RowBuffer, keys: readonly Key[]): Promise<void> {
    return this.call(`load ${projection.name}`, ({ rows }) => {
      const table = rows.get(projection.name)
      for (const key of keys) if (!buffer.isLoaded(key)) buffer.load(key, table?.get(key.join('\0')))
    })
  }

  saveRows(projection: Projection, generation: number, buffer: RowBuffer): Promise<void> {
    return this.call(`save ${projection.name}`, saving(projection, buffer))
  }

  /** No value is refused by memory. */
  async refusalOf(work: () => Promise<void>): Promise<undefined> {
    await work()
  }

  /** Nothing is visible, and nothing can be lost by half, before the commit. */
  async transaction<T>(work: (within: ConsumerState) => Promise<T>): Promise<T> {
    const changes: Change[] = []
    const stage = async (change: Change): Promise<void> => void changes.push(change)
    const within: ConsumerState = {
      readCheckpoint: (id) => this.readCheckpoint(id),
      readVersions: (id, streams) => this.readVersions(id, streams),
      readHeld: (id) => this.readHeld(id),
      loadRows: (projection, generation, buffer, keys) => this.loadRows(projection, generation, buffer, keys),
      refusalOf: (inner) => this.refusalOf(inner),
      saveRows: (projection, _, buffer) => stage(saving(projection, buffer)),
      saveQuarantine: (id, held) => stage(holding(id, held)),
      moveCheckpoint: (grant, id, position) => stageFenced(grant, moving(grant, id, position)),
      advance: (grant, id, done) => stageFenced(grant, advancing(grant, id, done)),
    }
    let fencedBy: Grant | undefined
    const stageFenced = (grant: Grant, change: Change): Promise<void> => {
      fencedBy = grant
      return stage(change)
    }
    const result = await work(within)
    await this.call(`commit ${fencedBy?.name ?? ''}`, (tables) => {
      if (fencedBy) tables.fence(fencedBy)
      for (const change of changes) change(tables)
    })
    return result
  }

  dueDeadlines(set: string, now: Instant, limit: number): Promise<DueDeadline[]> {
    return this.call(`due ${set}`, (tables) => tables.due(set, now).slice(0, limit))
  }

  noteFired(set: string, deadline: DueDeadline, firing: Firing): Promise<void> {
    return this.call(`fired ${deadline.name} of ${deadline.stream}: ${'outcome' in firing ? firing.outcome : firing.error}`, (tables) => tables.noteFired(set, deadline, firing))
  }

  private call<T>(what: string, effect: (tables: FlowTables) => T): Promise<T> {
    return this.process.call(what, () => effect(this.tables), {
      before: this.process.fault('database-away', () => new ConnectionLost('the database is away')),
      after: this.process.fault('database-answer-lost', () => new ConnectionLost('the answer of the database was lost')),
    })
  }
}

const moving = (grant: Grant, id: ConsumerId, position: Position): Change => (tables) => {
  tables.fence(grant)
  tables.positions.set(keyOf(id), position)
}

const advancing = (grant: Grant, id: ConsumerId, { position, versions }: Advance): Change => (tables) => {
  tables.fence(grant)
  tables.positions.set(keyOf(id), position)
  const known = entry(tables.versions, keyOf(id))
  for (const [stream, version] of versions) known.set(stream, version)
}

const holding = (id: ConsumerId, changes: readonly QuarantineChange[]): Change => ({ held }) => {
  const table = entry(held, keyOf(id))
  for (const change of changes) {
    if (change.kind !== 'failed') table.delete(change.stream)
    else table.set(change.event.stream, { stream: change.event.stream, version: change.event.version, attempts: change.attempts, error: String(change.error) })
  }
}

const saving = (projection: Projection, buffer: RowBuffer): Change => {
  const { written, deleted } = buffer.changes()
  return ({ rows }) => {
    const table = entry(rows, projection.name)
    for (const row of written) table.set(projection.key.map((column) => row[column]).join('\0'), row)
    for (const key of deleted) table.delete(key.join('\0'))
  }
}

/** Leases by the scheduler's time, as one process asks for them. */
export class RemoteLeases implements LeaseBook {
  readonly ttl_ms = 6_000

  constructor(private readonly tables: FlowTables, private readonly process: Process) {}

  acquire(name: string): Promise<Grant | undefined> {
    return this.process.call(`acquire ${name}`, () => {
      const held = this.tables.leases.get(name)
      if (held && held.expires_ms > this.now_ms) return undefined
      const token = (held?.token ?? 0) + 1
      this.tables.leases.set(name, { token, expires_ms: this.now_ms + this.ttl_ms })
      return { name, token: String(token) }
    }, { before: this.process.fault('database-away', () => new ConnectionLost('the database is away')) })
  }

  renew(grant: Grant): Promise<boolean> {
    return this.process.call(`renew ${grant.name}`, () => {
      if (!this.tables.isHeldBy(grant)) return false
      this.tables.leases.set(grant.name, { token: Number(grant.token), expires_ms: this.now_ms + this.ttl_ms })
      return true
    }, { before: this.process.fault('database-away', () => new ConnectionLost('the database is away')) })
  }

  release(grant: Grant): Promise<void> {
    return this.process.call(`release ${grant.name}`, () => {
      if (this.tables.isHeldBy(grant)) this.tables.leases.set(grant.name, { token: Number(grant.token), expires_ms: -Infinity })
    })
  }

  private get now_ms(): number {
    return this.process.timing.elapsed_ms()
  }
}
