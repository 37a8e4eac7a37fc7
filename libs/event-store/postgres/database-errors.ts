import pg from 'pg'
import { StoreUnavailable } from '../port.js'

/** SQLSTATE classes that mean "not now": connection, resources, operator intervention, system error; a server that became read-only; a database that is closed. */
const UNAVAILABLE = /^(08|53|57|58)|^25006$|^55000$/

/** An error of the connection or of the server's state as StoreUnavailable; an error of the query as itself. */
export const asStoreError = (error: unknown): unknown => {
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.test(error.code ?? '') ? new StoreUnavailable(error.message, { cause: error }) : error
  // Everything else that the driver throws comes from the socket, the pool or a time limit; a mistake in our own code does not.
  if (error instanceof TypeError || error instanceof RangeError || error instanceof StoreUnavailable) return error
  return new StoreUnavailable(error instanceof Error ? error.message : String(error), { cause: error })
}
