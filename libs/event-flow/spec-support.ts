import { AggregateStore, EventCodec, MemoryEventStore, MemoryKeyRing, type EventStore } from '@recourse/event-store'
import { defineEvent, defineRefusals, indexEvents, streamName, type Clock, type Command, type Decider } from '@recourse/kernel'
import { createTestDatabase } from '@recourse/test-support'
import pg from 'pg'
import { DataSource } from 'typeorm'
import { z } from 'zod'
import { StoreFeed } from './feed.js'
import { Leases } from './lease.js'
import { eventFlowMigrations } from './migrations/event-flow-tables.js'
import { defineProjection, type Projection } from './projection.js'
import { PostgresFlowStore } from './postgres-flow-store.js'
import type { ProjectionResources } from './projection-runner.js'
import { quarantineEvents } from './quarantine.js'

/** A small domain for the specs: a tally that is opened, added to and closed. */
export const TallyOpened = defineEvent({ type: 'TallyOpened', schema: z.strictObject({ label: z.string() }) })
export const TallyAdded = defineEvent({ type: 'TallyAdded', schema: z.strictObject({ amount: z.int() }) })
export const TallyClosed = defineEvent({ type: 'TallyClosed', schema: z.strictObject({ at: z.string() }) })

type TallyCommand = Command<'OpenTally', { label: string }> | Command<'AddToTally', { amount: number }> | Command<'CloseTally', { at: string }>

const refuse = defineRefusals({
  TallyIsClosed: { kind: 'conflict', en: 'The tally is closed', zh: '已关闭' },
  AmountTooLarge: { kind: 'invalid', en: 'The amount is too large', zh: '数值过大' },
})

export const tallyDecider: Decider<{ open: boolean; closed: boolean }, TallyCommand> = {
  category: 'tally',
  initial: { open: false, closed: false },
  permissions: { OpenTally: ['operations', 'service'], AddToTally: ['operations', 'service'], CloseTally: ['operations', 'service'] },
  decide: (command, state) => {
    if (state.closed) return refuse('TallyIsClosed')
    if (command.type === 'OpenTally') return state.open ? [] : [TallyOpened({ label: command.label })]
    if (command.type === 'CloseTally') return [TallyClosed({ at: command.at })]
    return command.amount > 1_000 ? refuse('AmountTooLarge') : [TallyAdded({ amount: command.amount })]
  },
  evolve: (state, event) => (event.type === 'TallyOpened' ? { ...state, open: true } : event.type === 'TallyClosed' ? { ...state, closed: true } : state),
}

export const codec = new EventCodec(indexEvents([TallyOpened, TallyAdded, TallyClosed], quarantineEvents), new MemoryKeyRing())

export const tallyProjection = (change: Partial<Projection> = {}): Projection => ({
  ...defineProjection({
    name: 'tally',
    version: 1,
    events: [TallyOpened, TallyAdded, TallyClosed],
    columns: { tenant: 'text', id: 'text', label: 'text', total: 'bigint', additions: 'integer', closed_at: 'timestamptz?', seen: 'jsonb' },
    key: ['tenant', 'id'],
    indexes: [['total']],
    reduce: (rows, event) => {
      const [tenant, id] = event.stream.replace('tally-', '').split('.') as [string, string]
      const row = rows.get(tenant, id) ?? { tenant, id, label: '', total: 0, additions: 0, closed_at: null, seen: [] }
      const seen = [...(row.seen as number[]), event.version]
      if (event.type === 'TallyOpened') rows.put({ ...row, label: event.data.label, seen })
      else if (event.type === 'TallyAdded') rows.put({ ...row, total: row.total + event.data.amount, additions: row.additions + 1, seen })
      else rows.put({ ...row, closed_at: event.data.at, seen })
    },
  }),
  ...change,
})

/** A clock that stands still until it is set. */
export class VirtualClock implements Clock {
  constructor(public instant = '2026-11-22T08:00:00.000Z') {}
  now(): string {
    return this.instant
  }
}

export interface FlowBench extends ProjectionResources {
  readonly state: PostgresFlowStore
  readonly aggregates: AggregateStore
  readonly clock: VirtualClock
  readonly url: string
  close(): Promise<void>
}

/** A database of its own with the flow's tables, and an event store. */
export const openBench = async (store: EventStore = new MemoryEventStore(), ttl_ms = 2_000): Promise<FlowBench> => {
  const database = await createTestDatabase()
  const source = await new DataSource({ type: 'postgres', url: database.url, migrations: eventFlowMigrations, migrationsTransactionMode: 'each' }).initialize()
  await source.runMigrations()
  await source.destroy()
  const pool = new pg.Pool({ connectionString: database.url, max: 12 })
  pool.on('error', () => undefined)
  const clock = new VirtualClock()
  return {
    pool, store, codec, clock, url: database.url,
    state: new PostgresFlowStore(pool),
    feed: new StoreFeed(store),
    leases: new Leases(pool, 'spec', ttl_ms),
    aggregates: new AggregateStore(store, codec, clock),
    close: async () => {
      await pool.end()
      await database.drop()
    },
  }
}

let commands = 0
const context = (tenant: string) => {
  commands += 1
  return { id: `command-${commands}`, tenant, actor: { id: 'someone', roles: ['operations' as const] }, now: '2026-11-22T08:00:00.000Z', correlationId: `correlation-${commands}` }
}

export const tallyStream = (id: string, tenant = 'demo'): string => streamName('tally', tenant, id)

/** Opens a tally and adds the amounts, one command each; answers the last position. */
export const tally = async ({ aggregates }: Pick<FlowBench, 'aggregates'>, id: string, amounts: readonly number[], tenant = 'demo'): Promise<string> => {
  const stream = tallyStream(id, tenant)
  let position = (await aggregates.execute(tallyDecider, stream, { type: 'OpenTally', label: `tally ${id}`, ...context(tenant) }) as { position: string }).position
  for (const amount of amounts) {
    position = (await aggregates.execute(tallyDecider, stream, { type: 'AddToTally', amount, ...context(tenant) }) as { position: string }).position
  }
  return position
}
