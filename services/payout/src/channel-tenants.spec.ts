import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { systemTiming } from '@recourse/event-flow'
import type { Role } from '@recourse/kernel'
import type { BankTransferChannel, PaymentChannel, StatementLine } from '@recourse/payment-channels'
import { migrateBankTransfer, startBankSandbox, type RunningBankSandbox } from '@recourse/payment-channels/testing'
import type { TestAnswer } from '@recourse/platform/testing'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { Pool } from 'pg'
import { ChannelTenants } from './channel-tenants.js'
import { OpenChannels } from './open-channels.js'
import { Books } from './reconciliation/books.js'
import { DayReader } from './reconciliation/day-reader.js'
import { ReconciliationBench } from './reconciliation/spec-support.js'
import { cny, people, type PayoutBench } from './spec-support.js'
import { dispatch } from './transfers/dispatch.js'

const DAY = '2026-11-21'
const WHOSE = { SANDBOX_TENANTS: 'demo, third', BANK_TRANSFER_TENANTS: 'demo' }

let database: TestDatabase
let pool: Pool
let bank: RunningBankSandbox
let channel: BankTransferChannel
let bench: PayoutBench
let other: PayoutBench
let house: ReconciliationBench
beforeAll(async () => {
  database = await createTestDatabase()
  await migrateBankTransfer(database.url)
  pool = new Pool({ connectionString: database.url, max: 3 })
  bank = await startBankSandbox(database.url)
  channel = bank.channel({ pool, now: () => bench.now })
  Object.assign(process.env, WHOSE)
  house = await ReconciliationBench.open([channel])
  bench = house.bench
  other = bench.of('other')
})
afterAll(async () => {
  for (const setting of Object.keys(WHOSE)) delete process.env[setting]
  await house.close()
  await bank.stop()
  await pool.end()
  await database.drop()
})

const as = (role: Role, tenant: string) => bench.service.as(role, { tenant })
const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]
const failureOf = async (of: PayoutBench, caseId: string, payoutNo = 1) =>
  (await of.historyOf(caseId)).filter(({ type }) => type === 'PayoutFailed').map(({ data }) => data as { payoutNo: number; code: string }).find((data) => data.payoutNo === payoutNo)?.code

describe('the setting', () => {
  it('names tenants with commas between them; without it a channel serves every tenant', () => {
    const tenants = ChannelTenants.readFrom({ WECHAT_PAY_TENANTS: 'shop_a, shop_b' }, ['wechat-pay', 'alipay'])
    expect(['shop_a', 'shop_b', 'shop_c'].map((tenant) => tenants.serves('wechat-pay', tenant))).toEqual([true, true, false])
    expect(tenants.serves('alipay', 'shop_c')).toBe(true)
  })

  it.each(['', 'shop_a,', 'Shop A'])('does not pass for absent when it is wrong: "%s"', (text) => {
    expect(() => ChannelTenants.readFrom({ ALIPAY_TENANTS: text }, ['alipay'])).toThrow('ALIPAY_TENANTS')
  })
})

describe('a channel of other tenants', () => {
  it('sends nothing for an invented order or another\'s payment, and says so; for its own it pays', async () => {
    const victim = await bench.approvedCase()
    const { paymentLegs: [leg] } = await bench.orderOf(victim)
    const invented = await other.approvedCase({ reference: leg!.reference })
    await bench.settle()
    expect(await failureOf(other, invented)).toBe('CHANNEL_NOT_FOR_TENANT')
    expect([await bench.moved(invented), await bench.moved(victim)]).toEqual([[], [10_000]])
  })

  it('cannot be chosen afterwards either', async () => {
    const caseId = await other.approvedCase({ channel: 'pigeons' })
    await bench.settle()
    for (const [payoutNo, chosen] of ['sandbox', 'bank-transfer'].entries()) {
      const personal = { person: people.customer.id, fields: { payee: { name: '林小满', account: '6222-fine' } } }
      const correction = { type: 'CorrectPayoutDetails', payoutNo: payoutNo + 1, channel: chosen, consent: { how: 'RECORDED_CALL', reference: 'call-7' }, facts: { sameName: 'YES' }, personal } as const
      await bench.accepted(other.send(people.maker, caseId, correction))
      const correctionVersion = (await other.caseOf(caseId)).payouts[payoutNo + 1]!.correction?.version
      await bench.accepted(other.send(people.checker, caseId, { type: 'ResubmitPayout', payoutNo: payoutNo + 1, correctionVersion, facts: { reserved: cny(10_000) } }))
      await bench.settle()
      expect(await failureOf(other, caseId, payoutNo + 2)).toBe('CHANNEL_NOT_FOR_TENANT')
    }
    expect(await channel.office.queueOf('other')).toEqual({ count: 0, total_minor: 0 })
  })

  it('is not listed, not stopped and not reconciled by them', async () => {
    const listed = async (tenant: string) => (await as('operations', tenant).get('/payment-channels')).body.items.map((item: { channel: string }) => item.channel)
    expect([await listed('demo'), await listed('third'), await listed('other')]).toEqual([['sandbox', 'bank-transfer'], ['sandbox'], []])
    expect(code(await as('operations', 'other').post('/payment-channels/sandbox/stop', { reason: 'INCIDENT' }))).toEqual([404, 'NotFound'])
    expect(code(await house.reconcile('bank-transfer', DAY, as('operations', 'third')))).toEqual([422, 'UnknownChannel'])
  })
})

describe('transfers of a tenant whom the bank\'s channel does not serve any more', () => {
  it('are neither counted, nor put into a file, nor sent', async () => {
    const reference = randomUUID()
    const payee = { accountName: '林小满', accountNo: '6222000000000001' }
    await channel.refund({ outRefundNo: reference, paymentReference: reference, amount: cny(100), paid: cny(100), reason: '退款', tenant: 'third', payee })
    expect((await as('finance-maker', 'third').get('/transfer-batches')).body.queued).toEqual({ count: 0, total_minor: 0 })
    expect(code(await as('finance-maker', 'third').post('/transfer-batches'))).toEqual([409, 'TransfersNotForTenant'])

    const { fileNo, sha256 } = (await channel.office.cut('third', randomUUID()))!
    const channels = new OpenChannels([channel], systemTiming, new ChannelTenants(new Map([['bank-transfer', ['demo']]])))
    const approved = { status: 'approved', channel: 'bank-transfer', fileSha256: sha256 }
    const execution = { load: async () => ({ state: approved }), execute: () => Promise.reject(new Error('it was sent')) }
    await dispatch({ office: channel.office, channels }, 'third', fileNo, execution as never)
    expect(await channel.office.locate(fileNo)).toEqual({ outcome: 'absent' })
  })
})

describe('what nobody knows on the statement of a channel', () => {
  const line: StatementLine = { kind: 'refund', outRefundNo: 'nobody-knows', channelReference: 'r', amount: cny(100), at: `${DAY}T08:00:00.000Z` }
  const facts = async (tenants: readonly string[], tenant: string) => {
    const { pool: views, store, clock } = bench.service.infrastructure
    const stated: PaymentChannel = { ...bench.sandbox.channel(), name: 'stated', rules: channel.rules, refund: channel.refund, query: channel.query, statement: async () => [line] }
    return new DayReader(new OpenChannels([stated], systemTiming, new ChannelTenants(new Map([['stated', tenants]]))), new Books(views, store), clock, 'owner').factsOf(tenant, 'stated', DAY)
  }

  it('is looked into by the only tenant whom it serves, not by one whom it does not', async () => {
    expect(await facts(['demo'], 'demo')).toMatchObject({ theirs: [{ outRefundNo: 'nobody-knows' }] })
    expect(await facts(['demo', 'third'], 'demo')).toMatchObject({ code: 'LinesWithoutTenant' })
    expect(await facts(['demo', 'owner'], 'owner')).toMatchObject({ theirs: [{ outRefundNo: 'nobody-knows' }] })
    expect(await facts(['demo'], 'owner')).toMatchObject({ code: 'UnknownChannel' })
  })
})
