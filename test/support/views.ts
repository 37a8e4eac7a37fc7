import type { System } from './system.js'

/** Names of all projections of the installation, each also the name of its view. */
export const projectionsOf = async (system: System): Promise<string[]> => {
  const { rows } = await system.pool.query<{ consumer: string }>(`SELECT DISTINCT consumer FROM consumer_checkpoint WHERE kind = 'projection' ORDER BY 1`)
  return rows.map(({ consumer }) => consumer)
}

/** Every row of every view, of the tenant that everybody in the tests belongs to. */
export const rowsOfViews = async (system: System, views: readonly string[]): Promise<Record<string, string[]>> =>
  Object.fromEntries(await Promise.all(views.map(async (view) => {
    const { rows } = await system.pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${view} AS t WHERE tenant = 'demo' ORDER BY 1`)
    return [view, rows.map(({ row }) => row)] as const
  })))

/** What an operator with psql and no manual does: drops tables and views, and forgets how far they were. */
export const dropViews = async (system: System, views: readonly string[]): Promise<void> => {
  const { rows } = await system.pool.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ $1`, [`^(${views.join('|')})__\\d+$`])
  await system.pool.query([
    `DROP TABLE ${rows.map(({ name }) => name).join(', ')} CASCADE`,
    `DELETE FROM consumer_stream WHERE consumer = ANY (ARRAY['${views.join(`','`)}'])`,
    `DELETE FROM consumer_checkpoint WHERE consumer = ANY (ARRAY['${views.join(`','`)}'])`,
  ].join('; '))
}
