import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { SandboxChannel } from './channel.js'
import { SandboxLedger } from './ledger.js'
import { migrateSandbox } from './migrate.js'
import { createSandboxServer } from './server.js'
import type { Movement } from './wire.js'

export interface RunningSandbox {
  readonly url: string
  readonly secret: string
  /** A client of this sandbox; `timeout_ms` defaults to 5,000. */
  channel(timeout_ms?: number): SandboxChannel
  /** Money that moved, read from the sandbox over HTTP. */
  movements(): Promise<Movement[]>
  /** Cuts every connection and starts again on the same port with nothing but what the database holds. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A sandbox on a free loopback port for tests: real HTTP, real signatures, its ledger in the given database (migrated here). */
export const startSandbox = async (databaseUrl: string): Promise<RunningSandbox> => {
  const secret = randomBytes(24).toString('base64url')
  let running = await listen(databaseUrl, secret, 0)
  const { port } = running
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    secret,
    channel: (timeout_ms) => new SandboxChannel({ url, secret, ...(timeout_ms !== undefined && { timeout_ms }) }),
    movements: () => new SandboxChannel({ url, secret }).movements(),
    restart: async () => {
      await running.stop()
      running = await listen(databaseUrl, secret, port)
    },
    stop: () => running.stop(),
  }
}

const listen = async (databaseUrl: string, secret: string, port: number): Promise<{ port: number; stop(): Promise<void> }> => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 5 })
  pool.on('error', () => {})
  await migrateSandbox(pool)
  const server = createSandboxServer({ ledger: new SandboxLedger(pool), secret, onError: (error) => console.error(error) })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, stop: () => stopAll(server, pool) }
}

const stopAll = async (server: Server, pool: pg.Pool): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
  await pool.end()
}
