import type { AggregateStore } from '@recourse/event-store'
import { addMilliseconds, isRefusal, step, uuidv5, type Clock } from '@recourse/kernel'
import { describe } from './checkpoint.js'
import type { Deadline, DeadlineSet } from './deadline.js'
import { executionOf } from './execution.js'
import type { DeadlineStore, DueDeadline, Firing } from './flow-store.js'
import { LeasedLoop } from './leased-loop.js'
import type { LeaseBook } from './lease.js'
import { systemTiming, type Timing } from './timing.js'

export interface DeadlineResources {
  readonly state: DeadlineStore
  readonly leases: LeaseBook
  readonly aggregates: AggregateStore
  readonly clock: Clock
  /** Default 1,000. */
  readonly poll_ms?: number
  readonly timing?: Timing
  onError?(consumer: string, error: Error): void
}

const AT_ONCE = 100
const LONGEST_WAIT_MS = 300_000

/**
 * Fires deadlines that are due, each once: the command's id follows from stream, name and due time, and what was fired is noted beside the view,
 * where a rebuild leaves it alone. Needs a ProjectionRunner for `deadlines.projection`.
 */
export class DeadlinePoller {
  private readonly loop: LeasedLoop

  constructor(private readonly resources: DeadlineResources, readonly deadlines: DeadlineSet) {
    const { timing = systemTiming } = resources
    this.loop = new LeasedLoop(resources.leases, {
      lease: `deadlines/${deadlines.name}`,
      run: async (_, signal) => {
        while (!signal.aborted) if ((await this.fireDue(signal)) < AT_ONCE) await timing.pause(resources.poll_ms ?? 1_000, signal)
      },
      onError: (error) => resources.onError?.(deadlines.name, error),
    }, timing)
  }

  start(): void {
    this.loop.start()
  }

  /** Finishes the command in hand. */
  stop(): Promise<void> {
    return this.loop.stop()
  }

  /** Fires what is due by the clock, oldest first, at most 100; answers how many it took up. */
  async fireDue(signal: AbortSignal = new AbortController().signal): Promise<number> {
    const now = this.resources.clock.now()
    const due = await this.resources.state.dueDeadlines(this.deadlines.name, now, AT_ONCE)
    for (const deadline of due) {
      if (signal.aborted) break
      await this.fire(deadline, now)
    }
    return due.length
  }

  private async fire({ attempts, ...deadline }: DueDeadline, now: string): Promise<void> {
    const note = (firing: Firing): Promise<void> =>
      step('deadline.note', () => this.resources.state.noteFired(this.deadlines.name, { ...deadline, attempts }, firing, this.resources.clock.now()))
    try {
      const result = await step('deadline.fire', () => this.deadlines.fire(deadline, this.executionFor(deadline)))
      if (isRefusal(result) && result.code === 'TooMuchContention') throw new Error(result.code)
      await note({ outcome: isRefusal(result) ? result.code : 'fired' })
    } catch (error) {
      this.resources.onError?.(this.deadlines.name, error as Error)
      const wait_ms = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(attempts, 20))
      await note({ retryAt: addMilliseconds(now, wait_ms), error: describe(error) })
    }
  }

  private executionFor({ tenant, stream, name, dueAt, correlationId }: Deadline) {
    return executionOf(this.resources.aggregates, {
      tenant, correlationId,
      actor: { id: `deadline:${this.deadlines.name}`, roles: ['service'] },
      now: () => this.notBefore(dueAt),
      commandId: (key) => uuidv5(`${stream}/${name}/${dueAt}/${key}`),
    })
  }

  /** A clock set back since the deadline was read must not make it look early: the decider would do nothing, and it would count as fired. */
  private notBefore(dueAt: string): string {
    const now = this.resources.clock.now()
    return now > dueAt ? now : dueAt
  }
}
