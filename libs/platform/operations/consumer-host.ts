import { hostname } from 'node:os'
import {
  DeadlinePoller, Leases, listConsumers, PolicyRunner, PostgresFlowStore, ProjectionRunner, Quarantine, rebuildProgress, requestRebuild, waitForPosition,
  type ConsumerStatus, type DeadlineSet, type Policy, type Projection, type RebuildProgress,
} from '@recourse/event-flow'
import { ProblemError } from '../http/problem.js'
import type { Infrastructure } from '../infrastructure.js'

/** What runs in a process beside its HTTP doors. */
export interface Runner {
  start(): void | Promise<void>
  /** Finishes what is in hand. */
  stop(): Promise<void>
}

export interface Consumers {
  readonly projections?: readonly Projection[]
  readonly policies?: readonly Policy[]
  readonly deadlines?: readonly DeadlineSet[]
  /** Anything else, such as the relay. */
  readonly runners?: readonly Runner[]
}

const READ_OWN_WRITE_MS = 2000

/** Starts and stops the consumers of a service, and tells how those of the whole installation are. */
export class ConsumerHost {
  readonly quarantine: Quarantine
  private readonly runners: readonly Runner[]
  private readonly names: ReadonlySet<string>

  constructor(private readonly infrastructure: Infrastructure, consumers: Consumers) {
    const { projections = [], policies = [], deadlines = [] } = consumers
    this.names = new Set([...projections, ...policies, ...deadlines].map(({ name }) => name))
    const { pool, aggregates, clock } = infrastructure
    this.quarantine = new Quarantine(pool, aggregates, clock)
    this.runners = runnersOf(infrastructure, consumers)
  }

  async start(): Promise<void> {
    // One after another: a poller reads the view that a projection before it makes.
    for (const runner of this.runners) await runner.start()
  }

  async stop(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()))
  }

  /** For `?min_position=`: resolves once a view has seen a position. @throws ProblemError NotYetVisible after 2 s, InvalidRequest for one that no event has. */
  async seen(view: string, position: string | undefined): Promise<void> {
    if (!position || (await waitForPosition(this.infrastructure.pool, view, position, READ_OWN_WRITE_MS))) return
    if (position > (await this.infrastructure.store.head())) throw new ProblemError('InvalidRequest', { detail: 'min_position takes the position of a command\'s answer', min_position: position })
    throw new ProblemError('NotYetVisible', { view, min_position: position })
  }

  /** Every consumer of the installation, in whichever process it runs. */
  status(): Promise<ConsumerStatus[]> {
    const { pool, store, clock } = this.infrastructure
    return listConsumers(pool, store, clock)
  }

  async ownStatus(): Promise<ConsumerStatus[]> {
    return (await this.status()).filter(({ consumer }) => this.names.has(consumer))
  }

  /** Asks for a view to be built anew beside itself. @throws ProblemError NotFound */
  async rebuild(projection: string): Promise<RebuildProgress> {
    const known = (await this.status()).some(({ consumer, kind }) => kind === 'projection' && consumer === projection)
    if (!known) throw new ProblemError('NotFound', { projection })
    return this.rebuildOf(await requestRebuild(this.infrastructure.pool, projection))
  }

  /** @throws ProblemError NotFound */
  async rebuildOf(id: string): Promise<RebuildProgress> {
    const progress = /^\d{1,18}$/.test(id) ? await rebuildProgress(this.infrastructure.pool, id) : undefined
    if (!progress) throw new ProblemError('NotFound', { rebuild: id })
    return progress
  }
}

const runnersOf = ({ pool, store, codec, aggregates, feed, clock, logger }: Infrastructure, consumers: Consumers): Runner[] => {
  const onError = (consumer: string, error: Error): void => logger.warn({ consumer, error: error.message }, 'a consumer could not go on; it tries again')
  const resources = { pool, state: new PostgresFlowStore(pool), store, codec, aggregates, feed, clock, leases: new Leases(pool, `${hostname()}/${process.pid}`), onError }
  const { projections = [], policies = [], deadlines = [], runners = [] } = consumers
  return [
    ...[...projections, ...deadlines.map((set) => set.projection)].map((projection) => new ProjectionRunner(resources, projection)),
    ...policies.map((policy) => new PolicyRunner(resources, policy)),
    ...deadlines.map((set) => new DeadlinePoller(resources, set)),
    ...runners,
  ]
}
