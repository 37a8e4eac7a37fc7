import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import type { RefundRequest } from '../port.js'
import { startBankSandbox, type RunningBankSandbox } from './sandbox/testing.js'
import { migrateBankTransfer } from './testing.js'

const TENANT = 'demo'

let database: TestDatabase
let sandbox: RunningBankSandbox
let pool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  await migrateBankTransfer(database.url)
  sandbox = await startBankSandbox(database.url)
  pool = new pg.Pool({ connectionString: database.url, max: 5 })
})

afterAll(async () => {
  await sandbox.stop()
  await pool.end()
  await database.drop()
})

const refundOf = (outRefundNo: string): RefundRequest => ({
  outRefundNo, paymentReference: outRefundNo, amount: money(100, 'CNY'), paid: money(100, 'CNY'), reason: '退款', tenant: TENANT, payee: { accountName: '林小满', accountNo: '622200011122' },
})

const waitsForLock = async (): Promise<true | undefined> => {
  const { rowCount } = await pool.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%bank_transfer_instruction%'`)
  return rowCount ? true : undefined
}

it('an instruction that somebody looks at in the moment of the cut is not passed over', async () => {
  const channel = sandbox.channel({ pool })
  const outRefundNo = randomUUID()
  await channel.refund(refundOf(outRefundNo))
  const other = await pool.connect()
  await other.query('BEGIN')
  await other.query('SELECT 1 FROM bank_transfer_instruction WHERE out_refund_no = $1 FOR UPDATE', [outRefundNo])
  const cut = channel.office.cut(TENANT, randomUUID())
  await eventually('the cut waits', waitsForLock)
  await other.query('COMMIT')
  other.release()
  expect((await cut)?.instructions.map((instruction) => instruction.outRefundNo)).toEqual([outRefundNo])
})

it('two who cut at the same moment share what is queued, and nothing is in both files', async () => {
  const channel = sandbox.channel({ pool })
  const numbers = Array.from({ length: 120 }, () => randomUUID())
  for (const outRefundNo of numbers) await channel.refund(refundOf(outRefundNo))
  const files = await Promise.all([randomUUID(), randomUUID()].map((fileNo) => channel.office.cut(TENANT, fileNo)))
  expect(files.flatMap((file) => file?.instructions.map(({ outRefundNo }) => outRefundNo) ?? []).toSorted()).toEqual(numbers.toSorted())
})

it('one who asks twice at the same moment is given one file', async () => {
  const channel = sandbox.channel({ pool })
  for (let n = 0; n < 120; n += 1) await channel.refund(refundOf(randomUUID()))
  const fileNo = randomUUID()
  const [file, again] = await Promise.all([channel.office.cut(TENANT, fileNo), channel.office.cut(TENANT, fileNo)])
  expect(file?.instructions).toHaveLength(100)
  expect(again).toEqual(file)
})
