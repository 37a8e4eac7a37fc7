import { hostname } from 'node:os'
import {
  Leases, ProjectionRunner, Quarantine, waitForPosition, type DeadlineSet, type Policy, type Projection, type ProjectionResources,
} from '@recourse/event-flow'
import { ProblemError } from '../http/problem.js'
import type { Infrastructure } from '../infrastructure.js'

/** What runs in a service beside its HTTP doors. */
export interface Consumers {
  readonly projections?: readonly Projection[]
  readonly policies?: readonly Policy[]
  readonly deadlines?: readonly DeadlineSet[]
}

interface Runner {
  start(): void | Promise<void>
  stop(): Promise<void>
}

const READ_OWN_WRITE_MS = 2000

/** Starts and stops the projections, policies and deadlines of a service. */
export class ConsumerHost {
  readonly quarantine: Quarantine
  private readonly runners: readonly Runner[]

  constructor(private readonly infrastructure: Infrastructure, consumers: Consumers) {
    const { pool, aggregates, clock } = infrastructure
    this.quarantine = new Quarantine(pool, aggregates, clock)
    this.runners = runnersOf(infrastructure, consumers)
  }

  async start(): Promise<void> {
    for (const runner of this.runners) await runner.start()
  }

  async stop(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()))
  }

  /** For `?min_position=`: resolves once a view has seen a position. @throws ProblemError NotYetVisible after 2 s. */
  async seen(view: string, position: string | undefined): Promise<void> {
    if (!position) return
    if (!(await waitForPosition(this.infrastructure.pool, view, position, READ_OWN_WRITE_MS))) throw new ProblemError('NotYetVisible', { view, min_position: position })
  }
}

const runnersOf = ({ pool, store, codec, feed, logger }: Infrastructure, { projections = [] }: Consumers): Runner[] => {
  const leases = new Leases(pool, `${hostname()}/${process.pid}`)
  const onError = (consumer: string, error: Error): void => logger.warn({ consumer, error: error.message }, 'a consumer could not go on; it tries again')
  const resources: ProjectionResources = { pool, store, codec, feed, leases, onError }
  return projections.map((projection) => new ProjectionRunner(resources, projection))
}
