import type { Position } from '@recourse/event-store'
import { step } from '@recourse/kernel'
import type { Pool } from 'pg'
import { catchUp } from './catch-up.js'
import { describe } from './checkpoint.js'
import { keep, type Grant, type LeaseBook } from './lease.js'
import { PostgresConsumerState } from './postgres-flow-store.js'
import { createGeneration, dropGeneration, isLive, showGeneration } from './projection-generations.js'
import { ProjectionTable } from './projection-table.js'
import type { Projection } from './projection.js'
import { ProjectionWriter, type WriterResources } from './projection-writer.js'
import { systemTiming, type Timing } from './timing.js'
import { inTransaction, type Queryable } from './transaction.js'

/** Old and new generation at one and the same position. */
export interface Comparison {
  readonly position: Position
  readonly equal: boolean
  readonly rows_before: number
  readonly rows_after: number
  /** Rows that only one of them has, or that differ. */
  readonly rows_differing: number
}

export interface RebuildResources extends WriterResources {
  readonly pool: Pool
  readonly leases: LeaseBook
  readonly timing?: Timing
}

/** One generation being built beside the live one by the holder of the projection's lease. At most one in the whole system at a time. */
export class Rebuild {
  private outcome: 'building' | 'ready' | Error = 'building'
  private readonly building: Promise<void>

  private constructor(
    private readonly resources: RebuildResources, private readonly projection: Projection, private readonly requestId: string,
    private readonly writer: ProjectionWriter, private readonly release: () => Promise<void>, live: () => Position, signal: AbortSignal,
  ) {
    this.building = this.build(live, signal).then(() => void (this.outcome = 'ready'), (error: Error) => void (this.outcome = error))
  }

  /** Begins what was asked for; undefined while nothing is, or while another rebuild runs. `live` answers how far the live generation is. */
  static async begin(resources: RebuildResources, projection: Projection, grant: Grant, live: () => Position, signal: AbortSignal): Promise<Rebuild | undefined> {
    const { rows } = await resources.pool.query<{ id: string }>(`SELECT id FROM projection_rebuild WHERE projection = $1 AND status = 'requested'`, [projection.name])
    const only = rows[0] && (await resources.leases.acquire('projection-rebuild'))
    if (!rows[0] || !only) return undefined
    const kept = keep(resources.leases, only, resources.timing ?? systemTiming)
    const release = async (): Promise<void> => {
      kept.end()
      await resources.leases.release(only)
    }
    try {
      const generation = await start(resources, projection, rows[0].id)
      const writer = await ProjectionWriter.open(resources, projection, grant, generation)
      return new Rebuild(resources, projection, rows[0].id, writer, release, live, signal)
    } catch (error) {
      await release()
      throw error
    }
  }

  /** True when `finish` or `fail` is due. */
  get isOver(): boolean {
    return this.outcome !== 'building'
  }

  async settled(): Promise<void> {
    await this.building
  }

  /** At a page's end of the live generation: catches the rest up, compares, switches the view. Answers the writer to go on with; undefined when the rebuild failed. */
  async finish(live: ProjectionWriter | Position, signal: AbortSignal): Promise<ProjectionWriter | undefined> {
    try {
      if (this.outcome instanceof Error) throw this.outcome
      await catchUp(this.resources.store, this.writer, signal, typeof live === 'string' ? live : live.position)
      if (signal.aborted) return undefined
      await step('rebuild.switch', () => inTransaction(this.resources.pool, async (client) => {
        const comparison = typeof live === 'string' ? null : await compare(client, live, this.writer, this.projection)
        await this.writer.fence(new PostgresConsumerState(client))
        await showGeneration(client, this.projection, this.writer.id.generation)
        await client.query(`UPDATE projection_rebuild SET status = 'switched', finished_at = now(), comparison = $2 WHERE id = $1`, [this.requestId, comparison])
      }))
      return this.writer
    } catch (error) {
      return await this.giveUp(error as Error)
    } finally {
      await this.release()
    }
  }

  /** When the runner ends in the middle. The next holder of the projection's lease begins anew. */
  async abandon(): Promise<void> {
    await this.building
    await this.release()
  }

  private async build(live: () => Position, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.writer.position < live()) await catchUp(this.resources.store, this.writer, signal, live())
  }

  /** Drops what was built. What readers see already stays: then only the answer to the switch was lost. */
  private giveUp(error: Error): Promise<ProjectionWriter | undefined> {
    return step('rebuild.give-up', () => inTransaction(this.resources.pool, async (client) => {
      if (await isLive(client, this.writer.id)) return this.writer
      await dropGeneration(client, this.projection, this.writer.id.generation)
      await client.query(`UPDATE projection_rebuild SET status = 'failed', finished_at = now(), error = $2 WHERE id = $1`, [this.requestId, describe(error)])
      return undefined
    }))
  }
}

const start = async ({ pool, store }: RebuildResources, projection: Projection, requestId: string): Promise<number> => {
  const head = await store.head()
  return step('rebuild.start', () => inTransaction(pool, async (client) => {
    const generation = await createGeneration(client, projection)
    await client.query(`UPDATE projection_rebuild SET status = 'running', generation = $2, head = $3, started_at = now() WHERE id = $1`, [requestId, generation, head])
    return generation
  }))
}

const compare = async (client: Queryable, before: ProjectionWriter, after: ProjectionWriter, projection: Projection): Promise<Comparison> => {
  const digest = async (table: string): Promise<{ rows: number; checksum: string }> => {
    const { rows } = await client.query<{ rows: string; checksum: string }>(`SELECT count(*) AS rows, coalesce(sum(hashtextextended(row_of::text, 0)::numeric), 0) AS checksum FROM ${table} AS row_of`)
    return { rows: Number(rows[0]!.rows), checksum: rows[0]!.checksum }
  }
  const [oldTable, newTable] = [before, after].map(({ id }) => new ProjectionTable(projection, id.generation).name) as [string, string]
  const old = await digest(oldTable)
  const built = await digest(newTable)
  const equal = old.rows === built.rows && old.checksum === built.checksum
  const rows_differing = equal ? 0 : await countDiffering(client, oldTable, newTable, projection.key)
  return { position: after.position, equal, rows_before: old.rows, rows_after: built.rows, rows_differing }
}

const countDiffering = async (client: Queryable, before: string, after: string, key: readonly string[]): Promise<number> => {
  const { rows } = await client.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${before} AS a FULL JOIN ${after} AS b USING (${key.map((name) => `"${name}"`).join(', ')}) WHERE a IS DISTINCT FROM b`)
  return Number(rows[0]!.rows)
}

export interface RebuildProgress {
  readonly id: string
  readonly projection: string
  readonly status: 'requested' | 'running' | 'switched' | 'failed'
  /** How far the new generation is, and the store's head when it began. */
  readonly position: Position
  readonly head: Position
  readonly events: number
  readonly started_at: Date | null
  readonly finished_at: Date | null
  /** Null until it is over, and when the projection's declaration changed, since old and new rows then differ on purpose. */
  readonly comparison: Comparison | null
  readonly error: string | null
}

/** Asks the projection's runner, wherever it runs, to build the view anew beside the old one. A rebuild that already waits or runs is joined. @throws Error for a name without a runner. */
export const requestRebuild = async (pool: Pool, projection: string): Promise<string> => {
  const known = await pool.query(`SELECT 1 FROM consumer_checkpoint WHERE consumer = $1 AND kind = 'projection' AND live`, [projection])
  if (known.rowCount === 0) throw new Error(`no projection is called ${projection}`)
  await askForRebuild(pool, projection)
  const { rows } = await pool.query<{ id: string }>('SELECT max(id) AS id FROM projection_rebuild WHERE projection = $1', [projection])
  return rows[0]!.id
}

export const askForRebuild = async (pool: Pool, projection: string): Promise<void> => {
  await step('rebuild.ask', () =>
    pool.query(`INSERT INTO projection_rebuild (projection, status) VALUES ($1, 'requested') ON CONFLICT (projection) WHERE status IN ('requested', 'running') DO NOTHING`, [projection]))
}

export const rebuildProgress = async (pool: Pool, id: string): Promise<RebuildProgress | undefined> => {
  const { rows } = await pool.query<RebuildProgress>(
    `SELECT r.id, r.projection, r.status, coalesce(c.position, '') AS position, r.head, coalesce(c.events, 0)::float8 AS events, r.started_at, r.finished_at, r.comparison, r.error
     FROM projection_rebuild r LEFT JOIN consumer_checkpoint c ON c.consumer = r.projection AND c.generation = r.generation WHERE r.id = $1`, [id],
  )
  return rows[0]
}
