import type { EventBody, EventStore, Position } from '@recourse/event-store'
import { millisecondsBetween, type Clock } from '@recourse/kernel'
import type { Pool } from 'pg'
import type { ConsumerKind } from './checkpoint.js'

export interface ConsumerStatus {
  readonly consumer: string
  readonly kind: ConsumerKind
  readonly generation: number
  readonly position: Position
  readonly head: Position
  /** Events handled so far by this generation. */
  readonly events: number
  readonly behind: boolean
  /** Age of the oldest event that it has not handled, 0 when there is none. */
  readonly lag_seconds: number
  readonly quarantined: number
  readonly last_error: string | null
  readonly last_error_at: Date | null
  /** The process that works for it, or null when nobody does at present. */
  readonly holder: string | null
}

type Row = Omit<ConsumerStatus, 'head' | 'behind' | 'lag_seconds'>

/** Every consumer and how far it is: for health, metrics and the command line. */
export const listConsumers = async (pool: Pool, store: EventStore, clock: Clock): Promise<ConsumerStatus[]> => {
  const { rows } = await pool.query<Row>(
    `SELECT c.consumer, c.kind, c.generation, c.position, c.events::float8 AS events, c.last_error, c.last_error_at, l.holder,
       (SELECT count(*)::int FROM quarantine q WHERE q.consumer = c.consumer AND q.generation = c.generation AND q.status = 'open') AS quarantined
     FROM consumer_checkpoint c
     LEFT JOIN lease l ON l.expires_at > now() AND l.name IN ('projection/' || c.consumer, 'policy/' || c.consumer, replace(c.consumer, 'relay-', 'relay/'))
     WHERE c.live ORDER BY c.kind, c.consumer`,
  )
  const head = await store.head()
  const lags = new Map<Position, number>()
  for (const { position } of rows) {
    if (position < head && !lags.has(position)) lags.set(position, await ageOfNext(store, position, clock))
  }
  return rows.map((row) => ({ ...row, head, behind: row.position < head, lag_seconds: lags.get(row.position) ?? 0 }))
}

const ageOfNext = async (store: EventStore, position: Position, clock: Clock): Promise<number> => {
  const [next] = await store.readAll(position, 1)
  if (!next) return 0
  const { metadata } = JSON.parse(next.body) as EventBody
  return Math.max(0, millisecondsBetween(metadata.recordedAt, clock.now()) / 1_000)
}
