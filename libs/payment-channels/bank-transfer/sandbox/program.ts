import type { SandboxProgram } from '../../sandbox-kit/process.js'
import { cutOffFrom } from './business-day.js'
import { openSandboxKeys, type SandboxKeys } from './keys.js'
import { BankLedger } from './ledger.js'
import { BANK_SANDBOX_SCHEMA, migrateBankTables } from './migrate.js'
import { createBankSandboxServer } from './server.js'

const {
  BANK_SANDBOX_KEYS_DIR, BANK_SANDBOX_CUT_OFF = '24:00', BANK_SANDBOX_SETTLES_AFTER_MS = '3000', BANK_SANDBOX_BALANCE_MINOR = '1000000000000',
} = process.env

const keys = (): SandboxKeys => {
  if (!BANK_SANDBOX_KEYS_DIR) throw new Error('BANK_SANDBOX_KEYS_DIR is not set: the directory where the keys of both sides are, or are made')
  return openSandboxKeys(BANK_SANDBOX_KEYS_DIR)
}

/** The bank's sandbox as a process. */
export const bankSandbox: SandboxProgram = {
  name: 'sandbox-bank',
  port: 4073,
  schema: BANK_SANDBOX_SCHEMA,
  migrate: migrateBankTables,
  prepare: keys,
  createServer: ({ pool, log, metrics }) => {
    const now = () => new Date()
    const opened = keys()
    return createBankSandboxServer({
      ledger: new BankLedger(pool, now, {
        ...opened.company, balance_minor: Number(BANK_SANDBOX_BALANCE_MINOR), cutOff_ms: cutOffFrom(BANK_SANDBOX_CUT_OFF), settlesAfter_ms: Number(BANK_SANDBOX_SETTLES_AFTER_MS),
      }),
      keys: opened,
      now,
      metrics,
      onError: (error) => log.error({ err: error }, 'a request failed'),
    })
  },
}
