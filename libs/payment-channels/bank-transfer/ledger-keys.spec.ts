import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import type { PayeeDetails, RefundRequest } from '../port.js'
import type { BankTransferChannel } from './channel.js'
import { PromptOffice, readReturns } from './prompt-office.js'
import { startBankSandbox, type RunningBankSandbox } from './sandbox/testing.js'
import { migrateBankTransfer } from './testing.js'

const TENANT = 'demo'
const [OLDER, CURRENT] = [randomBytes(32), randomBytes(32)]

let database: TestDatabase
let pool: pg.Pool
let bank: RunningBankSandbox
let tenant: string
beforeAll(async () => {
  database = await createTestDatabase()
  await migrateBankTransfer(database.url)
  pool = new pg.Pool({ connectionString: database.url, max: 4 })
  bank = await startBankSandbox(database.url)
})
afterAll(async () => {
  await bank.stop()
  await pool.end()
  await database.drop()
})
beforeEach(() => {
  tenant = `${TENANT}-${randomUUID().slice(0, 8)}`
})

const channelWith = (...ledgerKeys: readonly Buffer[]): BankTransferChannel => bank.channel({ pool, ledgerKeys })

let accounts = 0
const opened = async (accountName = '林小满', isKnown = true): Promise<PayeeDetails> => {
  const accountNo = `6222${String((accounts += 1)).padStart(12, '0')}`
  await bank.open({ accountNo, accountName: isKnown ? accountName : '别人', behaviour: undefined })
  return { accountName, accountNo }
}
const refundTo = (payee: PayeeDetails): RefundRequest =>
  ({ outRefundNo: `case-${randomUUID()}`, paymentReference: randomUUID(), amount: money(3_000, 'CNY'), paid: money(10_000, 'CNY'), reason: '退款', tenant, payee })
const outcomesOf = (channel: BankTransferChannel, requests: readonly RefundRequest[]) => Promise.all(requests.map(async (request) => (await channel.query(request)).outcome))
const movedOut = async ({ outRefundNo }: RefundRequest) => (await bank.movements()).filter((movement) => movement.outRefundNo === outRefundNo && movement.direction === 'out').length

const worked = async (channel: BankTransferChannel): Promise<void> => {
  await new PromptOffice().sendQueued(channel, tenant)
  bank.settle()
  await readReturns(channel)
}

/** Under the older key: one that is queued, one in a file that waits for its checker, and the file. */
const ledgerBefore = async () => {
  const before = channelWith(OLDER)
  const batched = refundTo(await opened())
  await before.refund(batched)
  const file = (await before.office.cut(tenant, randomUUID()))!
  const queued = refundTo(await opened())
  await before.refund(queued)
  return { batched, queued, file }
}

describe('the ledger key', () => {
  it('can be followed by an older one, under which everything still opens', async () => {
    const { batched, queued, file } = await ledgerBefore()
    const channel = channelWith(CURRENT, OLDER)
    expect((await channel.office.deliver(file.fileNo, file.sha256)).outcome).toBe('delivered')
    await worked(channel)
    expect(await outcomesOf(channel, [batched, queued])).toEqual(['succeeded', 'succeeded'])
  })

  it('is put in place of the older one, which can then be taken away', async () => {
    const { queued, file } = await ledgerBefore()
    expect(await channelWith(CURRENT, OLDER).office.reseal()).toMatchObject({ unreadable: 0 })
    const channel = channelWith(CURRENT)
    expect((await channel.office.deliver(file.fileNo, file.sha256)).outcome).toBe('delivered')
    expect(await channel.refund(queued)).toMatchObject({ outcome: 'accepted' })
    expect(await channel.refund({ ...queued, payee: await opened() })).toMatchObject({ outcome: 'failed', code: 'REFUND_NUMBER_REUSED' })
    await worked(channel)
    expect(await movedOut(queued)).toBe(1)
  })

  it('is put there wherever the work was broken off, once only, and by several processes at once', async () => {
    const before = channelWith(OLDER)
    const requests = await Promise.all(Array.from({ length: 5 }, async () => refundTo(await opened())))
    for (const request of requests) await before.refund(request)
    const breaksOff = { query: (...given: Parameters<pg.Pool['query']>) => (String(given[0]).startsWith('UPDATE') && (left -= 1) < 0 ? Promise.reject(new Error('killed')) : pool.query(...given)) }
    let left = 2
    await expect(bank.channel({ pool: breaksOff as pg.Pool, ledgerKeys: [CURRENT, OLDER] }).office.reseal()).rejects.toThrow('killed')
    const { office } = channelWith(CURRENT, OLDER)
    const done = await Promise.all([office.reseal(), office.reseal()])
    expect(done.reduce((sum, { resealed }) => sum + resealed, 0)).toBeGreaterThanOrEqual(3)
    expect(await office.reseal()).toEqual({ resealed: 0, unreadable: 0 })
    await worked(channelWith(CURRENT))
    expect(await outcomesOf(channelWith(CURRENT), requests)).toEqual(requests.map(() => 'succeeded'))
  })

  it('that is gone leaves what was paid paid, whatever payee is named, and lets what failed be sent to a corrected payee', async () => {
    const before = channelWith(OLDER)
    const [paid, failed] = [refundTo(await opened()), refundTo(await opened('林小满', false))]
    for (const request of [paid, failed]) await before.refund(request)
    await worked(before)
    expect(await outcomesOf(before, [paid, failed])).toEqual(['succeeded', 'failed'])

    const channel = channelWith(CURRENT)
    expect((await channel.refund(paid)).outcome).toBe('succeeded')
    expect((await channel.refund({ ...failed, payee: await opened() })).outcome).toBe('accepted')
    await worked(channel)
    expect([await movedOut(paid), await movedOut(failed)]).toEqual([1, 1])
  })

  it('that is gone too early is told, and stops nothing that opens', async () => {
    await channelWith(CURRENT, OLDER).office.reseal()
    const { queued } = await ledgerBefore()
    const { office } = channelWith(CURRENT, randomBytes(32))
    expect((await office.reseal()).unreadable).toBe(3)
    expect(await channelWith(OLDER).refund(queued)).toMatchObject({ outcome: 'accepted' })
  })
})
