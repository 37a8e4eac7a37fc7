import pg, { type Pool, type PoolClient } from 'pg'

/** What can run one statement: a pool or one of its connections. */
export type Queryable = Pick<PoolClient, 'query'>

/** Everything in `work` or nothing of it. */
export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
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

/** SQLSTATE classes of what is wrong with a value, not with the server: cardinality, data, constraint, too long for an index or too deep. */
const REFUSED_VALUE = /^(21|22|23|54)/

/** Whether Postgres does not take a value that was to be written or asked for, and never will. */
export const isRefusedValue = (error: unknown): error is pg.DatabaseError => error instanceof pg.DatabaseError && REFUSED_VALUE.test(error.code ?? '')

/** Does `work` within a transaction or, when Postgres refuses a value in it, nothing of it: that error is the answer. */
export const refusalOf = async (client: Queryable, work: () => Promise<void>): Promise<pg.DatabaseError | undefined> => {
  await client.query('SAVEPOINT work')
  try {
    await work()
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    await client.query('ROLLBACK TO SAVEPOINT work')
    return error
  }
  await client.query('RELEASE SAVEPOINT work')
  return undefined
}
