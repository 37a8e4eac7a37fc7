import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { migrateLedger } from './migrate.js'

export interface KitSandbox {
  readonly url: string
  /** Lets the sandbox's clock go on, without waiting. */
  pass(milliseconds: number): void
  now(): Date
  /** Cuts every connection and starts again on the same port with nothing but what the database holds. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Runs a sandbox on a free loopback port for tests: real HTTP, its ledger in the given database (migrated here), a clock that can be moved on from what `clock` says. */
export const startKitSandbox = async (
  databaseUrl: string, schema: string, createServer: (pool: pg.Pool, now: () => Date) => Server, clock = (): Date => new Date(),
): Promise<KitSandbox> => {
  let ahead_ms = 0
  const now = (): Date => new Date(clock().getTime() + ahead_ms)
  const open = (port: number) => listen(databaseUrl, schema, (pool) => createServer(pool, now), port)
  let running = await open(0)
  const { port } = running
  return {
    url: `http://127.0.0.1:${port}`,
    now,
    pass: (milliseconds) => {
      ahead_ms += milliseconds
    },
    restart: async () => {
      await running.stop()
      running = await open(port)
    },
    stop: () => running.stop(),
  }
}

const listen = async (
  databaseUrl: string, schema: string, createServer: (pool: pg.Pool) => Server, port: number,
): Promise<{ port: number; stop(): Promise<void> }> => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 5 })
  pool.on('error', () => {})
  await migrateLedger(pool, schema)
  const server = createServer(pool)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
    await pool.end()
  }
  return { port: (server.address() as AddressInfo).port, stop }
}
