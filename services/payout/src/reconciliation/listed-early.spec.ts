import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startWechatSandbox, type RunningWechatSandbox } from '@recourse/payment-channels/testing'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { Pool } from 'pg'
import { MINUTE_ms, NOW, openOf, ReconciliationBench } from './spec-support.js'

const DAY_ms = 86_400_000

let database: TestDatabase
let sandbox: RunningWechatSandbox
let house: ReconciliationBench | undefined
beforeAll(async () => {
  database = await createTestDatabase()
  sandbox = await startWechatSandbox(database.url, () => new Date(house?.bench.now ?? NOW), 2 * DAY_ms)
  house = await ReconciliationBench.open([sandbox.channel()])
})
afterAll(async () => {
  await house!.close()
  await sandbox.stop()
  await database.drop()
})

describe('a refund that a statement lists on the day it was taken over, two days before it arrives', () => {
  let caseId = ''

  it('is no difference of that day', async () => {
    house!.until('2026-11-23T05:00:00.000Z')
    caseId = await house!.paidCase({ channel: 'wechat-pay', reference: randomBytes(9).toString('hex') })
    house!.until('2026-11-24T03:30:00.000Z')
    expect(await sandbox.channel().statement('2026-11-23')).toMatchObject([{ outRefundNo: `${caseId}-1`, underWay: true }])
    const report = await house!.reported('wechat-pay', '2026-11-23')
    expect([report.run.counts, openOf(report)]).toMatchObject([{ ours: 0, theirs: 0 }, []])
  })

  it('is compared to the fen on the day on which it arrived, whose statement does not have it', async () => {
    house!.until('2026-11-25T06:00:00.000Z')
    await eventually('the refund left', async () => (await sandbox.movements()).length === 1)
    await house!.bench.later(10 * MINUTE_ms)
    expect(await house!.statusOf(caseId)).toBe('confirmed')
    house!.until('2026-11-26T03:30:00.000Z')
    expect(await sandbox.channel().statement('2026-11-25')).toEqual([])
    const report = await house!.reported('wechat-pay', '2026-11-25')
    expect([report.run.counts, openOf(report)]).toMatchObject([{ ours: 1, theirs: 1, matched: 1 }, []])
  })

  it('counts once, also when its own day is run again', async () => {
    const report = await house!.reported('wechat-pay', '2026-11-23')
    expect([report.run.counts, openOf(report)]).toMatchObject([{ ours: 0, theirs: 0 }, []])
  })

  it('differs when the amounts do', async () => {
    const pool = new Pool({ connectionString: database.url, max: 1 })
    await pool.query('UPDATE sandbox_wechat_pay.refund SET amount_minor = 9999 WHERE out_refund_no = $1', [`${caseId}-1`])
    await pool.end()
    expect(openOf(await house!.reported('wechat-pay', '2026-11-25'))).toMatchObject([{ kind: 'differing', outRefundNo: `${caseId}-1`, aspects: ['amount'] }])
  })
})
