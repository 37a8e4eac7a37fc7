import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import type { RefundRequest } from '../../port.js'
import { BankTransferChannel } from '../channel.js'
import { PromptOffice, readReturns } from '../prompt-office.js'
import { readBankTransferSettings } from '../settings.js'
import { migrateBankTransfer } from '../testing.js'
import { CUSTOMER_NO, PAYER_ACCOUNT } from './keys.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const main = path('../../dist/bank-transfer/sandbox/main.js')
const keys = mkdtempSync(join(tmpdir(), 'bank-sandbox-'))
const PAYEE = { accountName: '林小满', accountNo: '622200011122' }

let database: TestDatabase
let pool: pg.Pool
const running: ChildProcess[] = []

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: database.url, PORT: '0', BANK_SANDBOX_KEYS_DIR: keys, BANK_SANDBOX_SETTLES_AFTER_MS: '100',
})

/** With the keys that the sandbox made, read as a service reads them. */
const channelAt = (url: string): BankTransferChannel => new BankTransferChannel({
  ...readBankTransferSettings({
    BANK_TRANSFER_URL: url,
    BANK_TRANSFER_CUSTOMER_NO: CUSTOMER_NO,
    BANK_TRANSFER_PAYER_ACCOUNT: PAYER_ACCOUNT,
    BANK_TRANSFER_PRIVATE_KEY_FILE: join(keys, 'company-key.pem'),
    BANK_TRANSFER_BANK_KEY_FILE: join(keys, 'bank-public-key.pem'),
    BANK_TRANSFER_LEDGER_KEY_FILE: join(keys, 'ledger-key'),
  })!,
  pool,
})

const start = async (): Promise<{ child: ChildProcess; url: string }> => {
  const child = spawn(process.execPath, [main], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
  return { child, url: `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}` }
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

beforeAll(async () => {
  database = await createTestDatabase()
  await migrateBankTransfer(database.url)
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  const built = spawnSync(process.execPath, [path('../../../../node_modules/tsgo/bin/tsc'), '-b', path('../..')], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stdout + built.stderr)
  for (const times of [1, 2]) {
    const { status, stderr } = spawnSync(process.execPath, [main, 'migrate'], { env: environment(), encoding: 'utf8' })
    if (status !== 0) throw new Error(`migrate, time ${times}: ${stderr}`)
  }
})

afterAll(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL')
  await pool.end()
  await database.drop()
  rmSync(keys, { recursive: true })
})

it('keeps its accounts, its files and its keys when it is killed, and ends by itself at SIGTERM', async () => {
  const request: RefundRequest = {
    outRefundNo: randomUUID(), paymentReference: randomUUID(), amount: money(700, 'CNY'), paid: money(700, 'CNY'), reason: 'spec', tenant: 'demo', payee: PAYEE,
  }
  const first = await start()
  expect((await fetch(`${first.url}/sandbox/accounts`, { method: 'POST', body: JSON.stringify(PAYEE) })).status).toBe(201)
  const before = channelAt(first.url)
  expect(await before.refund(request)).toMatchObject({ outcome: 'accepted' })
  expect(await new PromptOffice().sendQueued(before, 'demo')).toBeUndefined()
  await end(first.child, 'SIGKILL')
  const second = await start()
  const after = channelAt(second.url)
  await eventually('the transfer is paid', async () => {
    await readReturns(after)
    return (await after.query(request)).outcome === 'succeeded'
  })
  expect(await after.refund(request)).toMatchObject({ outcome: 'succeeded', amount: money(700, 'CNY') })
  await end(second.child, 'SIGTERM')
  expect(second.child.exitCode).toBe(0)
})
