import { randomBytes, randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { PaymentChannel } from '@recourse/payment-channels'
import {
  hastyWhereSilent, migrateBankTransfer, PromptOffice, readReturns, startAlipaySandbox, startBankSandbox, startStripeSandbox, startWechatSandbox,
} from '@recourse/payment-channels/testing'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { Pool } from 'pg'
import { HOUR_ms, type Wanted } from '../spec-support.js'
import { MINUTE_ms, NOW, ReconciliationBench, type Report } from './spec-support.js'
import { ReconciliationRunner } from './runner.js'

/** What goes wrong with a refund, at each sandbox, and yet needs nobody. */
const FAULTS: Readonly<Record<string, readonly string[]>> = {
  sandbox: ['plain', 'no-balance', 'pending', 'returned', 'busy', 'timeout-before', 'timeout-after', 'server-error-before', 'server-error-after', 'reset-after', 'garbled', 'forged'],
  'wechat-pay': ['plain', 'pending', 'closed', 'no-balance', 'busy', 'timeout-before', 'timeout-after', 'server-error-before', 'server-error-after', 'reset-after', 'slow-after', 'garbled', 'forged'],
  alipay: ['plain', 'pending', 'closed', 'no-balance', 'busy', 'system-error', 'timeout-before', 'timeout-after', 'server-error-after', 'reset-after', 'slow-after', 'garbled', 'forged'],
  stripe: ['plain', 'pending', 'canceled', 'returned', 'no-balance', 'busy', 'timeout-before', 'timeout-after', 'server-error-after', 'server-error-saved', 'reset-after', 'garbled'],
  'bank-transfer': ['plain', 'closed', 'no-balance', 'bounces', 'reversed', 'timeout-before', 'timeout-after', 'server-error-after', 'reset-after', 'garbled', 'forged'],
}

const BRIEFLY_ms = 250
const LONG_ms = 30_000

let database: TestDatabase
let pool: Pool
let house: ReconciliationBench | undefined
const stops: (() => Promise<void>)[] = []
let toAccount: (behaviour: string) => Promise<string>
let readTheReturns: () => Promise<void>

const clock = (): Date => new Date(house?.bench.now ?? NOW)
beforeAll(async () => {
  database = await createTestDatabase()
  await migrateBankTransfer(database.url)
  pool = new Pool({ connectionString: database.url, max: 5 })
  const wechat = await startWechatSandbox(database.url, clock)
  const alipay = await startAlipaySandbox(database.url, { clock })
  const stripe = await startStripeSandbox(database.url, { clock })
  const bank = await startBankSandbox(database.url, { clock })
  stops.push(...[wechat, alipay, stripe, bank].map((sandbox) => () => sandbox.stop()))
  const hasty = (channel: (timeout_ms: number) => PaymentChannel, briefly_ms = BRIEFLY_ms) => hastyWhereSilent(channel(LONG_ms), channel(briefly_ms))
  const patient = bank.channel({ pool, timeout_ms: LONG_ms })
  readTheReturns = () => readReturns(patient)
  toAccount = async (behaviour) => {
    const digits = String(randomInt(1e11, 1e12 - 1))
    await bank.open({ accountNo: `6222${digits}`, accountName: '林小满', ...(behaviour === 'plain' ? {} : { behaviour: behaviour as 'closed' }) })
    return digits
  }
  house = await ReconciliationBench.open([
    hasty((timeout_ms) => wechat.channel({ timeout_ms })), hasty((timeout_ms) => alipay.channel({ timeout_ms })), hasty((timeout_ms) => stripe.channel({ timeout_ms }), 1_000),
    { ...new PromptOffice().over(bank.channel({ pool, timeout_ms: 2_500 })), statement: (day) => patient.statement(day) },
  ])
})
afterAll(async () => {
  await house!.close()
  for (const stop of stops) await stop()
  await pool.end()
  await database.drop()
})

const wantedOf = async (channel: string, behaviour: string): Promise<Wanted> => {
  if (channel === 'bank-transfer') return { channel, payee: await toAccount(behaviour) }
  return { channel, reference: `${channel === 'stripe' ? 'pi_' : ''}${randomBytes(6).toString('hex')}-${behaviour}` }
}

/** What happens by itself within some time: answers, returns, deadlines; nobody does anything. */
const wait = async (milliseconds: number): Promise<void> => {
  house!.bench.forward(milliseconds)
  house!.setSandboxClock()
  await readTheReturns()
  await house!.bench.later(0)
}

const reconcileWhatIsDue = async (): Promise<void> => {
  await house!.bench.parts.runners!.find((runner) => runner instanceof ReconciliationRunner)!.runDue()
  await house!.bench.settle()
}

describe('after all that can go wrong at every channel', () => {
  it('each of their statements comes to agree with our books by itself', async () => {
    for (const [channel, behaviours] of Object.entries(FAULTS)) {
      for (const behaviour of behaviours) await house!.paidCase(await wantedOf(channel, behaviour))
    }
    for (const minutes of [1, 1, 1, 1, 1, 5, 10, 20, 30, 120]) await wait(minutes * MINUTE_ms)
    for (let day = 0; day < 8; day += 1) {
      await wait(24 * HOUR_ms)
      await reconcileWhatIsDue()
    }
    const differences = await house!.listed('/reconciliation-differences')
    expect(differences.map(({ status, resolution }) => [status, resolution])).toEqual(differences.map(() => ['resolved', 'VANISHED']))
    // Money that bounced, was reversed, or failed after it had succeeded: the statement is the first to say so.
    expect(new Set(differences.map(({ channel, kind }) => `${channel}: ${kind}`))).toEqual(new Set(['bank-transfer: theirs-only', 'stripe: theirs-only']))
    const reports = await Promise.all((await house!.listed('/reconciliations')).map(({ reconciliationId }) => house!.as('auditor').get(`/reconciliations/${reconciliationId}`)))
    for (const channel of Object.keys(FAULTS)) {
      const days = reports.map(({ body }) => body as Report & { readonly channel: string }).filter((report) => report.channel === channel)
      const drift = days.flatMap(({ run }) => run.sums).map(({ ours_minor, theirs_minor }) => ours_minor - theirs_minor)
      expect([channel, days.every(({ settled }) => settled), drift.every((minor) => minor === 0)]).toEqual([channel, true, true])
      expect(days.reduce((sum, { run }) => sum + run.counts['matched']!, 0)).toBeGreaterThanOrEqual(5)
    }
  }, 400_000)
})
