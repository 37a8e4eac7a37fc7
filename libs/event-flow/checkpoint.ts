import { START, type Position } from '@recourse/event-store'
import { step } from '@recourse/kernel'
import type { Pool } from 'pg'
import { FencedOut, type Grant } from './lease.js'
import type { Queryable } from './transaction.js'

export type ConsumerKind = 'projection' | 'policy' | 'relay'

/** One consumer at one generation. Only projections ever have more than generation 1. */
export interface ConsumerId {
  readonly consumer: string
  readonly generation: number
}

/** Where a consumer stands; created at START when it is new. */
export const openCheckpoint = async (pool: Pool, { consumer, generation }: ConsumerId, kind: ConsumerKind): Promise<Position> => {
  await step('consumer.open', () =>
    pool.query('INSERT INTO consumer_checkpoint (consumer, generation, kind, live) VALUES ($1, $2, $3, true) ON CONFLICT DO NOTHING', [consumer, generation, kind]))
  return readCheckpoint(pool, { consumer, generation })
}

export const readCheckpoint = async (pool: Queryable, { consumer, generation }: ConsumerId): Promise<Position> => {
  const { rows } = await pool.query<{ position: string }>('SELECT position FROM consumer_checkpoint WHERE consumer = $1 AND generation = $2', [consumer, generation])
  return rows[0]?.position ?? START
}

/** Moves a checkpoint, if the lease has not gone to somebody else; holds off a successor until the transaction ends. @throws FencedOut */
export const moveCheckpoint = async (client: Queryable, grant: Grant, { consumer, generation }: ConsumerId, position: Position, events: number): Promise<void> => {
  const { rowCount } = await client.query({
    name: 'move-checkpoint',
    text: `WITH fence AS (SELECT 1 FROM lease WHERE name = $1 AND fencing_token = $2 FOR SHARE)
      UPDATE consumer_checkpoint SET position = $5, events = events + $6, last_error = NULL, last_error_at = NULL, updated_at = now()
      WHERE consumer = $3 AND generation = $4 AND EXISTS (SELECT 1 FROM fence)`,
    values: [grant.name, grant.token, consumer, generation, position, events],
  })
  if (rowCount !== 1) throw new FencedOut(grant.name)
}

/** Keeps the reason why a consumer does not get on where operators look. The next page that succeeds clears it. */
export const noteError = async (pool: Pool, consumer: string, error: Error): Promise<void> => {
  await step('consumer.note-error', () =>
    pool.query('UPDATE consumer_checkpoint SET last_error = $2, last_error_at = now() WHERE consumer = $1 AND live', [consumer, describe(error)]))
}

/** An error as text that Postgres can store. */
export const describe = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000).replaceAll('\0', '\uFFFD')

/** Versions up to which a consumer has handled the given streams. Streams it does not follow are absent. */
export const readVersions = async (pool: Queryable, { consumer, generation }: ConsumerId, streams: readonly string[]): Promise<Map<string, number>> => {
  const { rows } = await pool.query<{ stream: string; version: number }>({
    name: 'read-versions',
    // LIMIT keeps the planner to one index look-up per stream, whatever it believes about a table that has just been filled.
    text: `SELECT wanted.stream, held.version FROM unnest($3::text[]) AS wanted (stream)
      CROSS JOIN LATERAL (SELECT version FROM consumer_stream WHERE consumer = $1 AND generation = $2 AND stream = wanted.stream LIMIT 1) AS held`,
    values: [consumer, generation, streams],
  })
  return new Map(rows.map((row) => [row.stream, row.version]))
}

/** What a consumer has done with a page: everything up to `position`, `events` of them, and the versions its streams have reached. */
export interface Advance {
  readonly position: Position
  readonly events: number
  readonly versions: ReadonlyMap<string, number>
}

/**
 * Moves a checkpoint and the versions beside it in one statement, under the same condition as `moveCheckpoint`. Postgres may answer the
 * transaction before its disk does: after a power cut rows and checkpoint are older together, and the page is handled again. @throws FencedOut
 */
export const advance = async (client: Queryable, grant: Grant, { consumer, generation }: ConsumerId, { position, events, versions }: Advance): Promise<void> => {
  const { rowCount } = await client.query({
    name: 'advance',
    text: `WITH fence AS (SELECT 1 FROM lease WHERE name = $1 AND fencing_token = $2 FOR SHARE),
      moved AS (
        UPDATE consumer_checkpoint SET position = $5, events = events + $6, last_error = NULL, last_error_at = NULL, updated_at = now()
        WHERE consumer = $3 AND generation = $4 AND EXISTS (SELECT 1 FROM fence) RETURNING 1),
      reached AS (
        INSERT INTO consumer_stream (consumer, generation, stream, version)
        SELECT $3, $4, stream, version FROM moved, unnest($7::text[], $8::integer[]) AS given (stream, version)
        ON CONFLICT (consumer, generation, stream) DO UPDATE SET version = excluded.version)
      SELECT set_config('synchronous_commit', 'off', true) FROM moved`,
    values: [grant.name, grant.token, consumer, generation, position, events, [...versions.keys()], [...versions.values()]],
  })
  if (rowCount !== 1) throw new FencedOut(grant.name)
}

/**
 * True as soon as a consumer's effect includes everything up to `position`, false when that takes longer. Sound because a checkpoint is a completed prefix.
 * For a projection it is the generation that readers see.
 */
export const waitForPosition = async (pool: Pool, consumer: string, position: Position, within_ms: number): Promise<boolean> => {
  const end = performance.now() + within_ms
  for (let wait_ms = 2; ; wait_ms = Math.min(wait_ms * 1.5, 25)) {
    const { rows } = await pool.query<{ position: string }>('SELECT position FROM consumer_checkpoint WHERE consumer = $1 AND live', [consumer])
    if (rows[0] && rows[0].position >= position) return true
    if (performance.now() + wait_ms > end) return false
    await new Promise((resolve) => setTimeout(resolve, wait_ms))
  }
}
