import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import type { PayeeDetails, RefundRequest } from '../port.js'
import type { AlipayChannel } from './channel.js'
import { newPrivateKey } from './sandbox/keys.js'
import { startAlipaySandbox, type RunningAlipaySandbox } from './sandbox/testing.js'

const DAY_MS = 86_400_000
const WINDOW_DAYS = 90

let database: TestDatabase
let sandbox: RunningAlipaySandbox
let channel: AlipayChannel

beforeAll(async () => {
  database = await createTestDatabase()
  sandbox = await startAlipaySandbox(database.url, { window_days: WINDOW_DAYS })
  channel = sandbox.channel()
})

afterAll(async () => {
  await sandbox.stop()
  await database.drop()
})

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

describe('Alipay', () => {
  it('takes two refunds of one payment three seconds apart, and puts off what comes earlier', async () => {
    const first = refundOf()
    const second = next(first)
    expect(await channel.refund(first)).toMatchObject({ outcome: 'succeeded' })
    expect(await channel.refund(second)).toMatchObject({ outcome: 'failed', code: 'CHANNEL_BUSY', action: 'retry' })
    expect(await channel.query(second)).toEqual({ outcome: 'not-found' })
    sandbox.pass(channel.rules.minimumSpacing_ms)
    expect(await channel.refund(second)).toMatchObject({ outcome: 'succeeded' })
  })

  it('has no limit for the number of refunds of one payment', async () => {
    expect(channel.rules.maxRefundsPerPayment).toBeNull()
    let refund = refundOf('plain', 1)
    for (let taken = 0; taken < 51; taken++) {
      expect(await channel.refund(refund)).toMatchObject({ outcome: 'succeeded' })
      sandbox.pass(3_000)
      refund = next(refund)
    }
  })

  it('refunds as long as the contract says', async () => {
    expect(channel.rules.window_days).toBe(WINDOW_DAYS)
    const first = refundOf()
    await channel.refund(first)
    sandbox.pass(WINDOW_DAYS * DAY_MS - 60_000)
    expect(await channel.refund(next(first))).toMatchObject({ outcome: 'succeeded' })
    sandbox.pass(120_000)
    expect(await channel.refund(next(first))).toMatchObject({ outcome: 'failed', code: 'REFUND_WINDOW_OVER', action: 'final' })
  })

  it('refunds no more than was paid in a trade, also where somebody said what that was', async () => {
    const refund = refundOf('plain', 3_000)
    await sandbox.open(refund.paymentReference, 2_999)
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'failed', code: 'AMOUNT_ABOVE_PAID', action: 'final' })
    expect(await channel.refund({ ...refund, amount: money(2_999, 'CNY') })).toMatchObject({ outcome: 'succeeded', amount: money(2_999, 'CNY') })
  })

  it.each([
    ['account-gone', 'ACCOUNT_CLOSED', 'final'],
    ['unknown-payment', 'PAYMENT_NOT_FOUND', 'retry'],
    ['no-auth', 'MERCHANT_NOT_PERMITTED', 'retry'],
    ['frozen', 'PAYMENT_FROZEN', 'retry'],
    ['full-only', 'PARTIAL_REFUND_NOT_ALLOWED', 'final'],
  ])('refuses a refund of a payment with %s, each time (LS11)', async (behaviour, code, action) => {
    const refund = refundOf(behaviour)
    for (let times = 0; times < 2; times++) expect(await channel.refund(refund)).toMatchObject({ outcome: 'failed', code, action })
    expect(await channel.query(refund)).toEqual({ outcome: 'not-found' })
  })

  it('that does not know itself is asked, then told again under the same number', async () => {
    const refund = refundOf('system-error')
    expect(await channel.refund(refund)).toEqual({ outcome: 'unknown', why: 'server-error', detail: 'aop.ACQ.SYSTEM_ERROR' })
    expect(await channel.query(refund)).toEqual({ outcome: 'not-found' })
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(refund)).toEqual([3_000])
  })

  it('refuses what another key signed, and an application it does not know', async () => {
    const stranger = sandbox.channel({ keys: { ...sandbox.keys, privateKey: newPrivateKey() } })
    expect(await stranger.refund(refundOf())).toMatchObject({ outcome: 'failed', code: 'SIGNATURE_REJECTED', action: 'retry' })
    expect(await stranger.query(refundOf())).toEqual({ outcome: 'unknown', why: 'server-error', detail: 'isv.invalid-signature' })
    const unknown = sandbox.channel({ keys: { ...sandbox.keys, appId: '2026000000000002' } })
    expect(await unknown.refund(refundOf())).toMatchObject({ outcome: 'failed', code: 'MERCHANT_UNKNOWN', action: 'retry' })
  })

  it('refuses what it cannot read, without a refund', async () => {
    const refund = { ...refundOf(), paymentReference: 'x'.repeat(65) }
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'failed', code: 'REQUEST_MALFORMED', action: 'final' })
    expect(await moved(refund)).toEqual([])
  })

  it('that answers slowly has answered: whoever does not wait asks', async () => {
    const [waited, asked] = [refundOf('slow-after'), refundOf('slow-after')]
    expect(await channel.refund(waited)).toMatchObject({ outcome: 'succeeded' })
    expect(await sandbox.channel({ timeout_ms: 300 }).refund(asked)).toMatchObject({ outcome: 'unknown', why: 'timeout' })
    expect(await channel.query(asked)).toMatchObject({ outcome: 'succeeded' })
  })
})

describe('a payee', () => {
  const card: PayeeDetails = { accountName: '张三', accountNo: '6222020200112233445', bankCode: '102100099996' }

  it('cannot get a refund: it goes to the payer', async () => {
    const refund = refundOf()
    expect(await channel.refund({ ...refund, payee: card })).toMatchObject({ outcome: 'failed', code: 'PAYEE_NOT_POSSIBLE', action: 'final' })
    expect(await channel.query(refund)).toEqual({ outcome: 'not-found' })
  })

  it('changes nothing about a refund that is under way or has arrived', async () => {
    const refund = refundOf('pending')
    await channel.refund(refund)
    expect(await channel.refund({ ...refund, payee: card })).toMatchObject({ outcome: 'accepted' })
    sandbox.settle()
    expect(await channel.refund({ ...refund, payee: card })).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(refund)).toEqual([3_000])
  })
})
