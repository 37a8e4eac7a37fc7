import type { AggregateStore } from '@recourse/event-store'
import { addMilliseconds, failpoint, isRefusal, uuidv5, type Clock } from '@recourse/kernel'
import type { Pool } from 'pg'
import { describe } from './checkpoint.js'
import type { Deadline, DeadlineSet } from './deadline.js'
import { executionOf } from './execution.js'
import { LeasedLoop } from './leased-loop.js'
import type { Leases } from './lease.js'
import { pause } from './pause.js'

export interface DeadlineResources {
  readonly pool: Pool
  readonly leases: Leases
  readonly aggregates: AggregateStore
  readonly clock: Clock
  /** Default 1,000. */
  readonly poll_ms?: number
  onError?(consumer: string, error: Error): void
}

const AT_ONCE = 100
const LONGEST_WAIT_MS = 300_000

interface DueRow {
  readonly tenant: string
  readonly stream: string
  readonly name: string
  readonly due_at: Date
  readonly data: unknown
  readonly correlation_id: string
  readonly attempts: number
}

/**
 * Fires deadlines that are due, each once: the command's id follows from stream, name and due time, and what was fired is noted beside the view,
 * where a rebuild leaves it alone. Needs a ProjectionRunner for `deadlines.projection`.
 */
export class DeadlinePoller {
  private readonly loop: LeasedLoop

  constructor(private readonly resources: DeadlineResources, readonly deadlines: DeadlineSet) {
    this.loop = new LeasedLoop(resources.leases, {
      lease: `deadlines/${deadlines.name}`,
      run: async (_, signal) => {
        while (!signal.aborted) if ((await this.fireDue(signal)) < AT_ONCE) await pause(resources.poll_ms ?? 1_000, signal)
      },
      onError: (error) => resources.onError?.(deadlines.name, error),
    })
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
    const { rows } = await this.resources.pool.query<DueRow>(
      `SELECT d.tenant, d.stream, d.name, d.due_at, d.data, d.correlation_id, coalesce(f.attempts, 0) AS attempts
       FROM ${this.deadlines.name} d LEFT JOIN deadline_fired f ON f.deadlines = $1 AND f.tenant = d.tenant AND f.stream = d.stream AND f.name = d.name AND f.due_at = d.due_at
       WHERE d.due_at <= $2 AND f.outcome IS NULL AND (f.retry_at IS NULL OR f.retry_at <= $2)
       ORDER BY d.due_at LIMIT ${AT_ONCE}`,
      [this.deadlines.name, now],
    )
    for (const row of rows) {
      if (signal.aborted) break
      await this.fire(row, now)
      failpoint('deadline.after-mark')
    }
    return rows.length
  }

  private async fire(row: DueRow, now: string): Promise<void> {
    const deadline: Deadline = { tenant: row.tenant, stream: row.stream, name: row.name, dueAt: row.due_at.toISOString(), data: row.data, correlationId: row.correlation_id }
    try {
      failpoint('deadline.before-fire')
      const result = await this.deadlines.fire(deadline, this.executionFor(deadline))
      failpoint('deadline.after-fire')
      if (isRefusal(result) && result.code === 'TooMuchContention') throw new Error(result.code)
      await this.note(row, { outcome: isRefusal(result) ? result.code : 'fired' })
    } catch (error) {
      this.resources.onError?.(this.deadlines.name, error as Error)
      const wait_ms = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(row.attempts, 20))
      await this.note(row, { retryAt: addMilliseconds(now, wait_ms), error: describe(error) })
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

  private async note(row: DueRow, { outcome, retryAt, error }: { outcome?: string; retryAt?: string; error?: string }): Promise<void> {
    await this.resources.pool.query(
      `INSERT INTO deadline_fired (deadlines, tenant, stream, name, due_at, attempts, outcome, fired_at, retry_at, error)
       VALUES ($1, $2, $3, $4, $5, 1, $6, CASE WHEN $6::text IS NULL THEN NULL ELSE $9::timestamptz END, $7, $8)
       ON CONFLICT (deadlines, tenant, stream, name, due_at) DO UPDATE SET attempts = deadline_fired.attempts + 1,
         outcome = excluded.outcome, fired_at = excluded.fired_at, retry_at = excluded.retry_at, error = excluded.error`,
      [this.deadlines.name, row.tenant, row.stream, row.name, row.due_at, outcome ?? null, retryAt ?? null, error ?? null, this.resources.clock.now()],
    )
  }
}
