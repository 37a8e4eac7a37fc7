import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import type { PayeeDetails, RefundRequest } from '../port.js'
import type { WechatPayChannel } from './channel.js'
import { newPrivateKey } from './sandbox/keys.js'
import { startWechatSandbox, type RunningWechatSandbox } from './sandbox/testing.js'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

let database: TestDatabase
let sandbox: RunningWechatSandbox
let channel: WechatPayChannel

beforeAll(async () => {
  database = await createTestDatabase()
  sandbox = await startWechatSandbox(database.url)
  channel = sandbox.channel()
})

afterAll(async () => {
  await sandbox.stop()
  await database.drop()
})

// Six errors a second are all that a merchant may cause.
beforeEach(() => sandbox.pass(1_000))

const refundOf = (behaviour = 'plain', amount = 3_000): RefundRequest => ({
  outRefundNo: randomUUID(),
  paymentReference: `${randomBytes(5).toString('hex')}-${behaviour}`,
  amount: money(amount, 'CNY'),
  paid: money(10_000, 'CNY'),
  reason: '退款',
})

const next = (refund: RefundRequest): RefundRequest => ({ ...refund, outRefundNo: randomUUID() })

const moved = async ({ outRefundNo }: RefundRequest): Promise<number[]> =>
  (await sandbox.movements()).filter((movement) => movement.outRefundNo === outRefundNo).map(({ amount }) => amount.minor)

describe('WeChat Pay', () => {
  it('takes two refunds of one payment a minute apart, and puts off what comes earlier', async () => {
    const first = refundOf()
    const second = next(first)
    expect(await channel.refund(first)).toMatchObject({ outcome: 'accepted' })
    sandbox.pass(MINUTE_MS - 5_000)
    expect(await channel.refund(second)).toMatchObject({ outcome: 'failed', code: 'CHANNEL_BUSY', action: 'retry' })
    expect(await channel.query(second)).toEqual({ outcome: 'not-found' })
    expect(await channel.refund(first)).toMatchObject({ outcome: 'accepted' })
    sandbox.pass(5_000)
    expect(await channel.refund(second)).toMatchObject({ outcome: 'accepted' })
  })

  it('takes fifty refunds of one payment', async () => {
    let refund = refundOf('plain', 1)
    for (let taken = 0; taken < channel.rules.maxRefundsPerPayment!; taken++) {
      expect(await channel.refund(refund)).toMatchObject({ outcome: 'accepted' })
      sandbox.pass(MINUTE_MS)
      refund = next(refund)
    }
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'failed', code: 'TOO_MANY_REFUNDS', action: 'final' })
  })

  it('refunds for 365 days', async () => {
    const first = refundOf()
    await channel.refund(first)
    sandbox.pass(365 * DAY_MS - MINUTE_MS)
    expect(await channel.refund(next(first))).toMatchObject({ outcome: 'accepted' })
    sandbox.pass(2 * MINUTE_MS)
    expect(await channel.refund(next(first))).toMatchObject({ outcome: 'failed', code: 'REFUND_WINDOW_OVER', action: 'final' })
  })

  it('refuses a total that is not the payment\'s', async () => {
    const first = refundOf()
    await channel.refund(first)
    sandbox.pass(MINUTE_MS)
    expect(await channel.refund({ ...next(first), paid: money(10_001, 'CNY') })).toMatchObject({ outcome: 'failed', code: 'REFUND_NUMBER_REUSED', action: 'final' })
  })

  it.each([
    ['account-gone', 'ACCOUNT_CLOSED', 'final'],
    ['unknown-payment', 'PAYMENT_NOT_FOUND', 'retry'],
    ['no-auth', 'MERCHANT_NOT_PERMITTED', 'retry'],
  ])('refuses a refund of a payment with %s, each time (LS11)', async (behaviour, code, action) => {
    const refund = refundOf(behaviour)
    for (let times = 0; times < 2; times++) expect(await channel.refund(refund)).toMatchObject({ outcome: 'failed', code, action })
    expect(await channel.query(refund)).toEqual({ outcome: 'not-found' })
  })

  it('refuses what another merchant key signed, and a merchant it does not know', async () => {
    const stranger = sandbox.channel({ keys: { ...sandbox.keys, privateKey: newPrivateKey() } })
    expect(await stranger.refund(refundOf())).toMatchObject({ outcome: 'failed', code: 'SIGNATURE_REJECTED', action: 'retry' })
    expect(await stranger.query(refundOf())).toEqual({ outcome: 'unknown', why: 'server-error', detail: 'SIGN_ERROR' })
    const unknown = sandbox.channel({ keys: { ...sandbox.keys, mchid: '1900000002' } })
    expect(await unknown.refund(refundOf())).toMatchObject({ outcome: 'failed', code: 'MERCHANT_UNKNOWN', action: 'retry' })
  })

  it('refuses what it cannot read, without a refund', async () => {
    const refund = { ...refundOf(), paymentReference: 'x'.repeat(33) }
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'failed', code: 'REQUEST_MALFORMED', action: 'final' })
    expect(await channel.query(refund)).toEqual({ outcome: 'not-found' })
  })

  it('is told as much of the reason as it takes', async () => {
    expect(await channel.refund({ ...refundOf(), reason: '退'.repeat(200) })).toMatchObject({ outcome: 'accepted' })
    expect(await channel.refund({ ...refundOf(), reason: '' })).toMatchObject({ outcome: 'accepted' })
  })

  it('that answers slowly has answered: whoever does not wait asks', async () => {
    const [waited, asked] = [refundOf('slow-after'), refundOf('slow-after')]
    expect(await channel.refund(waited)).toMatchObject({ outcome: 'accepted' })
    expect(await sandbox.channel({ timeout_ms: 300 }).refund(asked)).toMatchObject({ outcome: 'unknown', why: 'timeout' })
    expect(await channel.query(asked)).toMatchObject({ outcome: 'pending' })
  })

  it('has no bill before ten in the morning of the next day, and that is not an empty one', async () => {
    const today = new Date(sandbox.now().getTime() + 8 * 60 * MINUTE_MS).toISOString().slice(0, 10)
    expect(await channel.statement(today)).toEqual({ outcome: 'not-ready' })
  })
})

describe('a payee', () => {
  const card: PayeeDetails = { accountName: '张三', accountNo: '6222020200112233445', bankCode: '102100099996' }

  const abnormal = async (): Promise<RefundRequest> => {
    const refund = refundOf('abnormal')
    await channel.refund(refund)
    sandbox.settle()
    expect(await channel.query(refund)).toMatchObject({ outcome: 'abnormal', code: 'PAYEE_UNREACHABLE', action: 'correctable' })
    return refund
  }

  it.each<[string, Partial<PayeeDetails>, string]>([
    ['without a bank', { bankCode: '' }, 'PAYEE_BANK_UNKNOWN'],
    ['at a bank that is not served', { bankCode: '304100040000' }, 'PAYEE_BANK_NOT_SERVED'],
    ['of another name', { accountName: '李四 wrong-name' }, 'ACCOUNT_NAME_MISMATCH'],
    ['with a card number that is none', { accountNo: '6222' }, 'ACCOUNT_NUMBER_INVALID'],
  ])('of an abnormal refund %s can be corrected, and the money moves once (LS10)', async (_, wrong, code) => {
    const refund = await abnormal()
    for (let times = 0; times < 2; times++) {
      expect(await channel.refund({ ...refund, payee: { ...card, ...wrong } })).toMatchObject({ outcome: 'failed', code, action: 'correctable' })
    }
    expect(await channel.query(refund)).toMatchObject({ outcome: 'abnormal' })
    expect(await channel.refund({ ...refund, payee: card })).toMatchObject({ outcome: 'accepted' })
    expect(await channel.refund({ ...refund, payee: card })).toMatchObject({ outcome: 'accepted' })
    sandbox.settle()
    expect(await channel.query(refund)).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(refund)).toEqual([3_000])
  })

  it('changes nothing about a refund that is under way or has arrived', async () => {
    const refund = refundOf()
    await channel.refund(refund)
    expect(await channel.refund({ ...refund, payee: card })).toMatchObject({ outcome: 'accepted' })
    sandbox.settle()
    expect(await channel.refund({ ...refund, payee: card })).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(refund)).toEqual([3_000])
  })

  it('cannot get a refund that was never sent, nor one of another amount', async () => {
    const never = refundOf()
    expect(await channel.refund({ ...never, payee: card })).toMatchObject({ outcome: 'failed', code: 'PAYEE_NOT_POSSIBLE', action: 'final' })
    expect(await channel.query(never)).toEqual({ outcome: 'not-found' })
    const refund = await abnormal()
    expect(await channel.refund({ ...refund, amount: money(2_999, 'CNY'), payee: card })).toMatchObject({ code: 'REFUND_NUMBER_REUSED', action: 'final' })
  })

  it('is nowhere in the sandbox\'s database', async () => {
    await channel.refund({ ...(await abnormal()), payee: card })
    const pool = new pg.Pool({ connectionString: database.url, max: 1 })
    pool.on('error', () => {})
    const { rows } = await pool.query<{ everything: string }>('SELECT string_agg(r::text, \' \') AS everything FROM sandbox_wechat_pay.refund r')
    await pool.end()
    expect(rows[0]!.everything).not.toMatch(new RegExp(`${card.accountName}|${card.accountNo}`))
  })
})
