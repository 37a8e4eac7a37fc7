import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { pino } from 'pino'
import { collectDefaultMetrics, register } from 'prom-client'
import { SandboxLedger } from './ledger.js'
import { migrateSandbox } from './migrate.js'
import { readSandboxSecret } from './secret.js'
import { createSandboxServer } from './server.js'

const log = pino({ name: 'sandbox' })
const { DATABASE_URL, DATABASE_URL_FILE, PORT = '4070', HOST = '127.0.0.1' } = process.env
const databaseUrl = DATABASE_URL ?? (DATABASE_URL_FILE && readFileSync(DATABASE_URL_FILE, 'utf8').trim())
if (!databaseUrl) throw new Error('DATABASE_URL is not set: the sandbox keeps its ledger in Postgres')
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, application_name: 'recourse-sandbox' })
pool.on('error', (error) => log.warn({ error: error.message }, 'an idle database connection was lost'))

const serve = async (): Promise<void> => {
  collectDefaultMetrics()
  const server = createSandboxServer({
    ledger: new SandboxLedger(pool),
    secret: readSandboxSecret(process.env),
    metrics: () => register.metrics(),
    onError: (error) => log.error({ err: error }, 'a request failed'),
  })
  server.listen(Number(PORT), HOST)
  await once(server, 'listening')
  log.info({ port: (server.address() as AddressInfo).port }, 'the sandbox channel listens')
  const stop = (): void => {
    // Requests that are held on purpose would never end by themselves.
    server.close(() => void pool.end())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 500).unref()
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
}

if (process.argv[2] === 'migrate') {
  await migrateSandbox(pool)
  await pool.end()
} else {
  await serve()
}
