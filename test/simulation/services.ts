import {
  DeadlinePoller, MessageFeed, PolicyRunner, Relay, type EventFeed, type FlowStore, type LeaseBook, type Projection,
} from '@recourse/event-flow'
import { keepUp, LeasedLoop, ProjectionWriter } from '@recourse/event-flow/testing'
import type { AggregateStore, EventCodec, EventStore } from '@recourse/event-store'
import type { Clock, EventDefinition } from '@recourse/kernel'
import type { PaymentChannel } from '@recourse/payment-channels'
import type { Infrastructure, ServiceParts } from '@recourse/platform'
import { afterCare } from '../../services/after-care/src/definition.js'
import { analytics } from '../../services/analytics/src/definition.js'
import { audit } from '../../services/audit/src/definition.js'
import { intake } from '../../services/intake/src/definition.js'
import { partsOverTables, payout, type PayoutTables } from '../../services/payout/src/definition.js'
import { RemoteEventStore, type EventLog } from './event-log.js'
import { RemoteFlowStore, RemoteLeases, type FlowTables } from './flow-tables.js'
import { RemoteLog, RemoteSource, type ForgetfulLog } from './message-log.js'
import { RemoteNoticeInbox, type NoticeTable } from './notice-table.js'
import type { PaymentChannels } from './payment-channels.js'
import type { Process } from './process.js'
import type { Sabotage } from './sabotage.js'
import { repeatableKeys, SharedCodec, type Decoded } from './sealing.js'
import { SharedAggregates, type Folds } from './shared-aggregates.js'
import { RemoteSentPayouts } from './sent-payouts.js'
import { viewQueries } from './view-queries.js'

/** What all processes of a world reach outside themselves. */
export interface Outside {
  readonly log: EventLog
  readonly tables: FlowTables
  readonly messages: ForgetfulLog
  readonly notices: NoticeTable
  readonly channels: PaymentChannels
  readonly decoded: Decoded
  readonly folds: Folds
  /** Every view that was ever kept, by name. */
  readonly projections: Map<string, Projection>
  /** Whether a consumer that the others do not need takes part in this world. */
  takesPart(consumer: string): boolean
  /** Everybody who reads the log from a position of their own. */
  readonly consumers: Set<string>
  readonly sabotage: Sabotage
  onError(consumer: string, error: Error): void
}

/** What a program has of its own from its start to its death. */
interface Inside {
  readonly process: Process
  readonly store: EventStore
  readonly codec: EventCodec
  readonly aggregates: AggregateStore
}

const insideOf = (process: Process, { log, decoded, folds, sabotage }: Outside, catalogue: ReadonlyMap<string, EventDefinition>): Inside => {
  const store = sabotage.store(new RemoteEventStore(log, process))
  const codec = new SharedCodec(catalogue, decoded)
  const stepBack = (most_ms: number): Promise<void> => process.sleep(process.timing.random() * most_ms)
  return { process, store, codec, aggregates: new SharedAggregates(folds, store, codec, process.clock, stepBack) }
}

type Opens = (inside: Inside, outside: Outside) => ServiceParts | Promise<ServiceParts>

interface Service {
  readonly catalogue: ReadonlyMap<string, EventDefinition>
  readonly open: Opens
}

// Sealed files and progress links need them; nothing here makes either.
process.env.EVIDENCE_DIR ??= 'no-evidence-is-stored'

const infrastructureOf = ({ process, store, codec, aggregates }: Inside, outside: Outside): Infrastructure => ({
  store, codec, aggregates, clock: process.clock, keys: repeatableKeys, pool: viewQueries(outside.tables, () => outside.log.newestReview),
  config: { MASTER_KEY: Buffer.alloc(32).toString('base64') }, logger: { warn: () => undefined },
}) as unknown as Infrastructure

const channelsOf = ({ process }: Inside, { channels, sabotage }: Outside): PaymentChannel[] =>
  channels.reachedBy(process).map((channel) => sabotage.channel(channel))

const payoutTablesOf = ({ process }: Inside, { tables, notices, sabotage }: Outside): PayoutTables => {
  const sent = new RemoteSentPayouts(tables, process)
  return { findPayout: sent.find, findHeldBack: sent.heldBack, inbox: sabotage.inbox(new RemoteNoticeInbox(notices, process)), leases: new RemoteLeases(tables, process) }
}

/** The services as their `definition.ts` make them: their policies, their views, their deadlines. */
const SERVICES: Readonly<Record<string, Service>> = {
  intake: { catalogue: intake.catalogue, open: (inside, outside) => intake.open(infrastructureOf(inside, outside)) },
  audit: { catalogue: audit.catalogue, open: (inside, outside) => audit.open(infrastructureOf(inside, outside)) },
  payout: {
    catalogue: payout(async () => []).catalogue,
    open: (inside, outside) => partsOverTables(infrastructureOf(inside, outside), payoutTablesOf(inside, outside), channelsOf(inside, outside), inside.process.timing),
  },
  'after-care': { catalogue: afterCare.catalogue, open: (inside, outside) => afterCare.open(infrastructureOf(inside, outside)) },
  analytics: { catalogue: analytics.catalogue, open: (inside, outside) => analytics.open(infrastructureOf(inside, outside)) },
}

/** Every event that any of them knows. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(Object.values(SERVICES).flatMap((service) => [...service.catalogue]))

/** The streams as one process reaches them. */
export const aggregatesOf = (process: Process, outside: Outside): AggregateStore => insideOf(process, outside, catalogue).aggregates

/** The streams as they are, without anything that could go wrong. */
export const aggregatesBehind = ({ log, decoded, folds }: Outside, clock: Clock): AggregateStore =>
  new SharedAggregates(folds, log.events, new SharedCodec(catalogue, decoded), clock)

/** What runs in a program of this name, `payout-2` as well as `payout-1`. */
export const startService = async (process: Process, outside: Outside): Promise<void> => {
  const name = process.name.replace(/-\d+$/, '')
  if (name === 'relay') return startRelay(process, outside)
  const { catalogue, open } = SERVICES[name]!
  const honest = insideOf(process, outside, catalogue)
  const inside = { ...honest, aggregates: outside.sabotage.aggregates(honest.aggregates) }
  startConsumers(await open(inside, outside), inside, outside)
}

const startRelay = (process: Process, outside: Outside): void => {
  const store = new RemoteEventStore(outside.log, process)
  const state = new RemoteFlowStore(outside.tables, process)
  const leases = new RemoteLeases(outside.tables, process)
  const log = new RemoteLog(outside.messages, process)
  const relay = new Relay({ store, state, leases, log, timing: process.timing, onError: outside.onError })
  outside.consumers.add(relay.name)
  relay.start()
}

const WATCHDOG_MS = 1_000

/** The money depends on them: reservations, reviews, payouts, and the views and deadlines by which these are found. */
const NEEDED = /payout|channel|clawback|reserv|order|review-automatically|post-notice|^refund_case$|^evidence_hash$|^stage_deadline$/

const startConsumers = (parts: ServiceParts, inside: Inside, outside: Outside): void => {
  const takesPart = ({ name }: { readonly name: string }): boolean => NEEDED.test(name) || outside.takesPart(name)
  const projections = (parts.projections ?? []).filter(takesPart)
  const policies = (parts.policies ?? []).filter(takesPart)
  const deadlines = (parts.deadlines ?? []).filter(takesPart)
  const { process, store, codec, aggregates } = inside
  const { timing, clock } = process
  const state = new RemoteFlowStore(outside.tables, process)
  const leases = new RemoteLeases(outside.tables, process)
  const feed = outside.sabotage.feed(new MessageFeed({ store, source: new RemoteSource(outside.messages, process), timing, watchdog_ms: WATCHDOG_MS }))
  const { onError } = outside
  for (const projection of [...projections, ...deadlines.map((set) => set.projection)]) {
    outside.projections.set(projection.name, projection)
    outside.consumers.add(projection.name)
    startView(projection, { state, store, codec, leases, feed, timing, onError })
  }
  for (const policy of policies) {
    outside.consumers.add(policy.name)
    new PolicyRunner({ state: outside.sabotage.policyState(state), store, codec, leases, feed, timing, aggregates, clock, onError }, policy).start()
  }
  for (const runner of parts.runners ?? []) void runner.start()
  for (const set of deadlines) new DeadlinePoller({ state, leases, aggregates, clock, timing, onError }, set).start()
}

interface ViewResources {
  readonly state: FlowStore
  readonly store: EventStore
  readonly codec: EventCodec
  readonly leases: LeaseBook
  readonly feed: EventFeed
  readonly timing: Process['timing']
  onError(consumer: string, error: Error): void
}

const LOOK_EVERY_MS = 2_000

/** What `ProjectionRunner` does for a view that never changes its declaration: rebuilds beside the old table are Postgres' business. */
const startView = (projection: Projection, resources: ViewResources): void => {
  const { state, leases, timing, onError } = resources
  new LeasedLoop(leases, {
    lease: `projection/${projection.name}`,
    run: async (grant, signal) => {
      await state.openCheckpoint({ consumer: projection.name, generation: 1 }, 'projection')
      const writer = await ProjectionWriter.open(resources, projection, grant, 1)
      await keepUp(resources, { writer, lookEvery_ms: LOOK_EVERY_MS, look: async () => undefined }, signal)
    },
    onError: (error) => onError(projection.name, error),
  }, timing).start()
}
