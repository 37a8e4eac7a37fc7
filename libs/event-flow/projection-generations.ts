import { hashOf, step } from '@recourse/kernel'
import type { Pool, PoolClient } from 'pg'
import type { ConsumerId } from './checkpoint.js'
import type { Projection } from './projection.js'
import { ProjectionTable } from './projection-table.js'
import { inTransaction, type Queryable } from './transaction.js'

export interface LiveGeneration {
  readonly generation: number
  /** Hash of the declaration it was built by. */
  readonly definition: string
}

/** Changes whenever the rows may have to look different. */
export const definitionOf = ({ version, columns, key, indexes, types }: Projection): string =>
  hashOf({ version, columns, key, indexes, types: types ? [...types].sort() : 'all' })

/** Makes sure that the view exists and stands on a table, which fills from START when it is new or was dropped by hand. Safe to call from every process. */
export const ensureProjection = (pool: Pool, projection: Projection): Promise<LiveGeneration> =>
  step('view.ensure', () => inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`projection/${projection.name}`])
    const live = await findLive(client, projection.name)
    if (live && (await exists(client, new ProjectionTable(projection, live.generation).name))) {
      if (!(await exists(client, projection.name))) await new ProjectionTable(projection, live.generation).show(client)
      return live
    }
    if (live) await dropGeneration(client, projection, live.generation)
    const generation = await createGeneration(client, projection)
    await showGeneration(client, projection, generation)
    return { generation, definition: definitionOf(projection) }
  }))

/** A new, empty generation that readers do not see yet. */
export const createGeneration = async (client: Queryable, projection: Projection): Promise<number> => {
  const { rows } = await client.query<{ generation: number }>(
    `INSERT INTO consumer_checkpoint (consumer, generation, kind, live, definition)
     SELECT $1, 1 + greatest((SELECT coalesce(max(generation), 0) FROM consumer_checkpoint WHERE consumer = $1), (SELECT coalesce(max(generation), 0) FROM projection_rebuild WHERE projection = $1)), 'projection', false, $2
     RETURNING generation`,
    [projection.name, definitionOf(projection)],
  )
  const { generation } = rows[0]!
  await client.query(`DROP TABLE IF EXISTS ${new ProjectionTable(projection, generation).name} CASCADE`)
  await new ProjectionTable(projection, generation).create(client)
  return generation
}

/** Readers see this generation from the commit on; the one before is kept for a day. */
export const showGeneration = async (client: Queryable, projection: Projection, generation: number): Promise<void> => {
  await client.query('UPDATE consumer_checkpoint SET live = false, retired_at = now() WHERE consumer = $1 AND live', [projection.name])
  await client.query('UPDATE consumer_checkpoint SET live = true WHERE consumer = $1 AND generation = $2', [projection.name, generation])
  await new ProjectionTable(projection, generation).show(client)
}

/** Whether readers see a generation; waits for whoever is showing it to them at this moment. */
export const isLive = async (client: Queryable, { consumer, generation }: ConsumerId): Promise<boolean> => {
  const { rows } = await client.query<{ live: boolean }>('SELECT live FROM consumer_checkpoint WHERE consumer = $1 AND generation = $2 FOR UPDATE', [consumer, generation])
  return rows[0]?.live === true
}

/** Drops generations that were replaced more than a day ago. */
export const dropRetired = (pool: Pool, projection: Projection): Promise<void> =>
  dropWhere(pool, projection, `retired_at < now() - interval '1 day'`)

/** Drops what an interrupted rebuild has left, and asks for that rebuild again. Only for the holder of the projection's lease. */
export const discardUnfinished = async (pool: Pool, projection: Projection): Promise<void> => {
  await step('rebuild.ask-again', () => pool.query(`UPDATE projection_rebuild SET status = 'requested' WHERE projection = $1 AND status = 'running'`, [projection.name]))
  await dropWhere(pool, projection, 'NOT live AND retired_at IS NULL')
}

export const dropGeneration = async (client: Queryable, projection: Projection, generation: number): Promise<void> => {
  await client.query(`DROP TABLE IF EXISTS ${new ProjectionTable(projection, generation).name} CASCADE`)
  for (const table of ['consumer_stream', 'quarantine', 'consumer_checkpoint']) {
    await client.query(`DELETE FROM ${table} WHERE consumer = $1 AND generation = $2`, [projection.name, generation])
  }
}

const dropWhere = (pool: Pool, projection: Projection, condition: string): Promise<void> =>
  step('view.discard', () => inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ generation: number }>(`SELECT generation FROM consumer_checkpoint WHERE consumer = $1 AND ${condition}`, [projection.name])
    for (const { generation } of rows) await dropGeneration(client, projection, generation)
  }))

const findLive = async (client: PoolClient, name: string): Promise<LiveGeneration | undefined> => {
  const { rows } = await client.query<LiveGeneration>('SELECT generation, definition FROM consumer_checkpoint WHERE consumer = $1 AND live', [name])
  return rows[0]
}

const exists = async (client: PoolClient, relation: string): Promise<boolean> => {
  const { rows } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [relation])
  return rows[0]!.found
}
