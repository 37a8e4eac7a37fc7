import { randomBytes } from 'node:crypto'
import type { Instant } from '@recourse/kernel'
import pg from 'pg'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../../days.js'
import { migrateLedger } from '../../sandbox-kit/migrate.js'
import type { LedgerMovement } from '../../sandbox-kit/refund-ledger.js'
import { startKitSandbox } from '../../sandbox-kit/testing.js'
import { BankTransferChannel, type BankTransferChannelOptions } from '../channel.js'
import type { BankTransferKeys } from '../client.js'
import { cutOffFrom } from './business-day.js'
import { generateSandboxKeys } from './keys.js'
import { BankLedger, type Account, type BankRules } from './ledger.js'
import { BANK_SANDBOX_SCHEMA, migrateBankTables } from './migrate.js'
import { createBankSandboxServer } from './server.js'

const SETTLES_AFTER_MS = 300_000
/** Longer than a weekend at most banks, than a bounce, and than a reversal. */
const ALL_SETTLED_AFTER_MS = 3 * 86_400_000
const STATEMENT_READY_AFTER_MS = 6 * 3_600_000

export interface BankSandboxSettings {
  readonly clock?: () => Date
  readonly rules?: Partial<BankRules>
}

export interface RunningBankSandbox {
  readonly url: string
  /** The company's side. */
  readonly keys: BankTransferKeys
  now(): Date
  /** Over the ledger in the given database, whose tables are there. */
  channel(options: Pick<BankTransferChannelOptions, 'pool'> & Partial<BankTransferChannelOptions>): BankTransferChannel
  /** Opens an account: transfers to others fail. */
  open(account: Account): Promise<void>
  /** Money that moved, read from the sandbox over HTTP. */
  movements(): Promise<LedgerMovement[]>
  /** Lets the sandbox's clock go on, without waiting. */
  pass(milliseconds: number): void
  /** So far that every file it has taken over is worked off; what comes back has done so after the next time. */
  settle(): void
  /** So far that the statement of the day can be had. */
  endDay(day: string): void
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A bank's host on a free loopback port for tests; the cut-off is 17:00 in Beijing, a file is worked off five minutes after it came. */
export const startBankSandbox = async (databaseUrl: string, { clock, rules = {} }: BankSandboxSettings = {}): Promise<RunningBankSandbox> => {
  const keys = generateSandboxKeys()
  const ledgerKeys = [randomBytes(32)]
  await migrateAt(databaseUrl)
  const { url, now, pass, restart, stop } = await startKitSandbox(databaseUrl, BANK_SANDBOX_SCHEMA, (pool, time) =>
    createBankSandboxServer({
      ledger: new BankLedger(pool, time, { ...keys.company, balance_minor: 1e12, cutOff_ms: cutOffFrom('17:00'), settlesAfter_ms: SETTLES_AFTER_MS, ...rules }),
      keys, now: time, onError: (error) => console.error(error),
    }), clock)
  const time = (): Instant => now().toISOString()
  return {
    url, now, pass, restart, stop,
    keys: keys.company,
    channel: (options) => new BankTransferChannel({ url, keys: keys.company, ledgerKeys, now: time, ...options }),
    open: async (account) => {
      const response = await fetch(`${url}/sandbox/accounts`, { method: 'POST', body: JSON.stringify(account) })
      if (response.status !== 201) throw new Error(`no account was opened: HTTP ${response.status} ${await response.text()}`)
    },
    movements: () => allMovements(url),
    settle: () => pass(ALL_SETTLED_AFTER_MS),
    endDay: (day) => pass(Math.max(0, Date.parse(boundsOfDay(day, CHINA_UTC_OFFSET_MIN).before) + STATEMENT_READY_AFTER_MS - now().getTime())),
  }
}

const migrateAt = async (connectionString: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString, max: 1 })
  await migrateLedger(pool, BANK_SANDBOX_SCHEMA)
  await migrateBankTables(pool)
  await pool.end()
}

const allMovements = async (url: string): Promise<LedgerMovement[]> => {
  const all: LedgerMovement[] = []
  for (;;) {
    const response = await fetch(`${url}/sandbox/ledger?after=${all.at(-1)?.seq ?? 0}`)
    const { movements } = JSON.parse(await response.text()) as { movements: LedgerMovement[] }
    if (movements.length === 0) return all
    all.push(...movements)
  }
}
