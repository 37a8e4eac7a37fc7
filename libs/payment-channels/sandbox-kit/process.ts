import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { pino, type Logger } from 'pino'
import { collectDefaultMetrics, register } from 'prom-client'
import { maySandboxesRun } from '../play-money.js'
import { migrateLedger } from './migrate.js'

export interface SandboxProgram {
  readonly name: string
  readonly port: number
  readonly schema: string
  /** Makes tables of its own beside the kit's; safe to repeat. */
  migrate?(pool: pg.Pool): Promise<void>
  /** Makes what its clients need before it serves, such as keys; part of `migrate`. */
  prepare?(): void
  createServer(parts: { readonly pool: pg.Pool; readonly log: Logger; readonly metrics: () => Promise<string> }): Server
}

/** A sandbox as a process: `migrate` as its argument makes the schema and its keys, else it serves until SIGTERM. Not in production, see `maySandboxesRun`. */
export const runSandboxProgram = (program: SandboxProgram): Promise<void> => runSandboxes([program])

/** Several sandboxes in one process: the first on `PORT`, each other on `<NAME>_PORT`, such as `SANDBOX_ALIPAY_PORT`. */
export const runSandboxes = async (programs: readonly SandboxProgram[]): Promise<void> => {
  if (!maySandboxesRun(process.env)) throw new Error('a sandbox moves play money and does not run in production: say ALLOW_PLAY_MONEY=yes where no money is real')
  const log = pino({ name: programs[0]!.name })
  const { DATABASE_URL, DATABASE_URL_FILE, HOST = '127.0.0.1' } = process.env
  const connectionString = DATABASE_URL ?? (DATABASE_URL_FILE && readFileSync(DATABASE_URL_FILE, 'utf8').trim())
  if (!connectionString) throw new Error('DATABASE_URL is not set: the sandbox keeps its ledger in Postgres')
  const pool = new pg.Pool({ connectionString, max: 10, application_name: `recourse-${programs[0]!.name}` })
  pool.on('error', (error) => log.warn({ error: error.message }, 'an idle database connection was lost'))
  if (process.argv[2] === 'migrate') {
    for (const { schema, migrate, prepare } of programs) {
      await migrateLedger(pool, schema)
      await migrate?.(pool)
      prepare?.()
    }
    return pool.end()
  }
  collectDefaultMetrics()
  const servers = programs.map((program) => program.createServer({ pool, log, metrics: () => register.metrics() }))
  for (const [index, server] of servers.entries()) {
    const program = programs[index]!
    server.listen(portOf(program, index === 0 ? 'PORT' : `${program.name.toUpperCase().replaceAll('-', '_')}_PORT`), HOST)
    await once(server, 'listening')
    log.info({ sandbox: program.name, port: (server.address() as AddressInfo).port }, 'the sandbox listens')
  }
  const stop = (): void => void endAll(servers).then(() => pool.end())
  process.once('SIGTERM', stop).once('SIGINT', stop)
}

const portOf = ({ port }: SandboxProgram, setting: string): number => Number(process.env[setting] ?? port)

const endAll = async (servers: readonly Server[]): Promise<void> => {
  await Promise.all(servers.map(async (server) => {
    const closed = once(server, 'close')
    server.close()
    server.closeIdleConnections()
    // Requests that are held on purpose would never end by themselves.
    setTimeout(() => server.closeAllConnections(), 500).unref()
    await closed
  }))
}
