import type { Instant } from '@recourse/kernel'
import type { Pool } from 'pg'
import type { DueDeadline, Firing } from './flow-store.js'

interface DueRow {
  readonly tenant: string
  readonly stream: string
  readonly name: string
  readonly due_at: Date
  readonly data: unknown
  readonly correlation_id: string
  readonly attempts: number
}

export const findDue = async (pool: Pool, set: string, now: Instant, limit: number): Promise<DueDeadline[]> => {
  const { rows } = await pool.query<DueRow>(
    `SELECT d.tenant, d.stream, d.name, d.due_at, d.data, d.correlation_id, coalesce(f.attempts, 0) AS attempts
     FROM ${set} d LEFT JOIN deadline_fired f ON f.deadlines = $1 AND f.tenant = d.tenant AND f.stream = d.stream AND f.name = d.name AND f.due_at = d.due_at
     WHERE d.due_at <= $2 AND f.outcome IS NULL AND (f.retry_at IS NULL OR f.retry_at <= $2)
     ORDER BY d.due_at LIMIT ${limit}`,
    [set, now],
  )
  return rows.map(({ due_at, correlation_id, ...row }) => ({ ...row, dueAt: due_at.toISOString(), correlationId: correlation_id }))
}

export const noteFired = async (pool: Pool, set: string, { tenant, stream, name, dueAt }: DueDeadline, firing: Firing, now: Instant): Promise<void> => {
  const { outcome, retryAt, error } = { outcome: null, retryAt: null, error: null, ...firing }
  await pool.query(
    `INSERT INTO deadline_fired (deadlines, tenant, stream, name, due_at, attempts, outcome, fired_at, retry_at, error)
     VALUES ($1, $2, $3, $4, $5, 1, $6, CASE WHEN $6::text IS NULL THEN NULL ELSE $9::timestamptz END, $7, $8)
     ON CONFLICT (deadlines, tenant, stream, name, due_at) DO UPDATE SET attempts = deadline_fired.attempts + 1,
       outcome = excluded.outcome, fired_at = excluded.fired_at, retry_at = excluded.retry_at, error = excluded.error`,
    [set, tenant, stream, name, dueAt, outcome, retryAt, error, now],
  )
}
