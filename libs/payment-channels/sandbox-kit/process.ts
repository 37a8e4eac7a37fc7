import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { pino, type Logger } from 'pino'
import { collectDefaultMetrics, register } from 'prom-client'
import { migrateLedger } from './migrate.js'

export interface SandboxProgram {
  readonly name: string
  readonly port: number
  readonly schema: string
  createServer(parts: { readonly pool: pg.Pool; readonly log: Logger; readonly metrics: () => Promise<string> }): Server
}

/** A sandbox as a process: `migrate` as its argument makes the schema, else it serves until SIGTERM. */
export const runSandboxProgram = async ({ name, port, schema, createServer }: SandboxProgram): Promise<void> => {
  const log = pino({ name })
  const { DATABASE_URL, DATABASE_URL_FILE, PORT = String(port), HOST = '127.0.0.1' } = process.env
  const connectionString = DATABASE_URL ?? (DATABASE_URL_FILE && readFileSync(DATABASE_URL_FILE, 'utf8').trim())
  if (!connectionString) throw new Error('DATABASE_URL is not set: the sandbox keeps its ledger in Postgres')
  const pool = new pg.Pool({ connectionString, max: 10, application_name: `recourse-${name}` })
  pool.on('error', (error) => log.warn({ error: error.message }, 'an idle database connection was lost'))
  if (process.argv[2] === 'migrate') {
    await migrateLedger(pool, schema)
    return pool.end()
  }
  collectDefaultMetrics()
  const server = createServer({ pool, log, metrics: () => register.metrics() })
  server.listen(Number(PORT), HOST)
  await once(server, 'listening')
  log.info({ port: (server.address() as AddressInfo).port }, 'the sandbox listens')
  const stop = (): void => {
    // Requests that are held on purpose would never end by themselves.
    server.close(() => void pool.end())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 500).unref()
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
}
