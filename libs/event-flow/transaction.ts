import type { Pool, PoolClient } from 'pg'

/** What can run one statement: a pool or one of its connections. */
export type Queryable = Pick<PoolClient, 'query'>

/**
 * Everything in `work` or nothing of it. `durable: false` lets Postgres answer before its disk does: enough for what is a fold over events,
 * since after a power cut rows and checkpoint are older together.
 */
export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>, { durable = true } = {}): Promise<T> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(durable ? 'BEGIN' : 'BEGIN; SET LOCAL synchronous_commit TO off')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => (broken = rollbackError))
    throw error
  } finally {
    client.release(broken)
  }
}
