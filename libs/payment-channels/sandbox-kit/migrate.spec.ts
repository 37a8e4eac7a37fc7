import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import { SandboxLedger, SANDBOX_SCHEMA } from '../sandbox/ledger.js'
import { FIRST_VERSION } from './first-version.fixture.js'
import { migrateLedger } from './migrate.js'

let database: TestDatabase
let pool: pg.Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  pool.on('error', () => {})
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const refund = (outRefundNo: string) => ({ outRefundNo, paymentReference: 'pay-1', amount: money(3_000, 'CNY'), paid: money(10_000, 'CNY'), reason: 'refund' })

it('what a ledger of the first version has paid is not paid again, and what is still to come back comes back', async () => {
  await pool.query(FIRST_VERSION)
  await pool.query("INSERT INTO sandbox_channel.payment VALUES ('pay-1', 10000, 'CNY')")
  const add = `INSERT INTO sandbox_channel.refund (out_refund_no, payment_reference, amount_minor, currency, channel_reference, status, comes_back, changed_at)
    VALUES ($1, 'pay-1', 3000, 'CNY', $2, 'succeeded', $3, now())`
  for (const [number, comesBack] of [['case-1', false], ['case-2', true]] as const) {
    await pool.query(add, [number, `ref-${number}`, comesBack])
    await pool.query("INSERT INTO sandbox_channel.movement (out_refund_no, direction, at) VALUES ($1, 'out', now())", [number])
  }
  await migrateLedger(pool, SANDBOX_SCHEMA)
  await migrateLedger(pool, SANDBOX_SCHEMA)

  const ledger = new SandboxLedger(pool, () => new Date())
  expect((await ledger.refund(refund('case-1'), { outcome: 'succeeded' })).state).toMatchObject({ outcome: 'succeeded' })
  expect((await ledger.query('case-2')).state).toMatchObject({ outcome: 'returned' })
  expect((await ledger.refund(refund('case-3'), { outcome: 'succeeded' })).state).toMatchObject({ outcome: 'succeeded' })
  expect((await ledger.movements(0)).map(({ outRefundNo, direction }) => [outRefundNo, direction])).toEqual([
    ['case-1', 'out'], ['case-2', 'out'], ['case-2', 'back'], ['case-3', 'out'],
  ])
})
