import type { SandboxProgram } from '../sandbox-kit/process.js'
import { SANDBOX_SCHEMA, SandboxLedger } from './ledger.js'
import { readSandboxSecret } from './secret.js'
import { createSandboxServer } from './server.js'

/** Recourse's own sandbox as a process. */
export const ownSandbox: SandboxProgram = {
  name: 'sandbox',
  port: 4070,
  schema: SANDBOX_SCHEMA,
  createServer: ({ pool, log, metrics }) => createSandboxServer({
    ledger: new SandboxLedger(pool, () => new Date()),
    secret: readSandboxSecret(process.env),
    metrics,
    onError: (error) => log.error({ err: error }, 'a request failed'),
  }),
}
