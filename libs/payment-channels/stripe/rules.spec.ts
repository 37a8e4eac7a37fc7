import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money, type Money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import Stripe from 'stripe'
import type { RefundRequest } from '../port.js'
import type { StripeChannel } from './channel.js'
import { startStripeSandbox, type RunningStripeSandbox } from './sandbox/testing.js'

const DAY_MS = 86_400_000

let database: TestDatabase
let sandbox: RunningStripeSandbox
let channel: StripeChannel

beforeAll(async () => {
  database = await createTestDatabase()
  sandbox = await startStripeSandbox(database.url)
  channel = sandbox.channel()
})

afterAll(async () => {
  await sandbox.stop()
  await database.drop()
})

const refundOf = (behaviour = 'plain', amount = 3_000, kind = 'pi'): RefundRequest => ({
  outRefundNo: randomUUID(),
  paymentReference: `${kind}_${randomBytes(5).toString('hex')}-${behaviour}`,
  amount: money(amount, 'CNY'),
  paid: money(10_000, 'CNY'),
  reason: '退款',
})

const next = (refund: RefundRequest): RefundRequest => ({ ...refund, outRefundNo: randomUUID() })

const moved = async ({ outRefundNo }: RefundRequest): Promise<Money[]> =>
  (await sandbox.movements()).filter((movement) => movement.outRefundNo === outRefundNo).map(({ amount }) => amount)

/** As somebody who has only Stripe's library would send it. */
const sendBySdk = ({ outRefundNo, paymentReference, amount }: RefundRequest, idempotencyKey: string) => {
  const { hostname, port } = new URL(sandbox.url)
  const stripe = new Stripe(sandbox.keys.apiKey, { protocol: 'http', host: hostname, port, maxNetworkRetries: 0, telemetry: false })
  return stripe.refunds.create({ payment_intent: paymentReference, amount: amount.minor, metadata: { out_refund_no: outRefundNo } }, { idempotencyKey })
}

/** More refunds of one payment than a page of Stripe's holds. */
const sendMany = async (refund: RefundRequest, count = 105): Promise<string[]> => {
  const more = Array.from({ length: count }, () => next(refund))
  await Promise.all(more.map((each) => sendBySdk(each, each.outRefundNo)))
  return more.map(({ outRefundNo }) => outRefundNo)
}

describe('when Stripe has forgotten its idempotency keys', () => {
  it('the same number is still paid once: it is found by its metadata (LS10)', async () => {
    const refund = refundOf()
    const first = await channel.refund(refund)
    await sandbox.forgetKeys()
    expect(await channel.refund(refund)).toEqual(first)
    sandbox.pass(30 * DAY_MS)
    expect(await channel.refund(refund)).toEqual(first)
    expect(await moved(refund)).toEqual([refund.amount])
  })

  it('the same key alone would have paid twice', async () => {
    const refund = refundOf()
    await sendBySdk(refund, 'a key')
    await sendBySdk(refund, 'a key')
    expect(await moved(refund)).toEqual([refund.amount])
    await sandbox.forgetKeys()
    await sendBySdk(refund, 'a key')
    expect(await moved(refund)).toEqual([refund.amount, refund.amount])
  })

  it('a number whose answer was lost is paid once, and so is one that is still under way', async () => {
    for (const behaviour of ['reset-after', 'pending']) {
      const refund = refundOf(behaviour)
      await channel.refund(refund)
      await sandbox.forgetKeys()
      expect(await channel.refund(refund)).toMatchObject({ outcome: behaviour === 'pending' ? 'accepted' : 'succeeded' })
      sandbox.settle()
      expect(await channel.query(refund)).toMatchObject({ outcome: 'succeeded' })
      expect(await moved(refund)).toEqual([refund.amount])
    }
  })

  it('another amount under an old number is refused', async () => {
    const refund = refundOf()
    await channel.refund(refund)
    await sandbox.forgetKeys()
    expect(await channel.refund({ ...refund, amount: money(2_999, 'CNY') })).toMatchObject({ outcome: 'failed', code: 'REFUND_NUMBER_REUSED', action: 'final' })
  })

  it('is found among more refunds of a payment than one page holds', async () => {
    const refund = refundOf('plain', 1)
    await channel.refund(refund)
    await sendMany(refund)
    await sandbox.forgetKeys()
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(refund)).toEqual([refund.amount])
  })
})

describe('what Stripe saves under an idempotency key', () => {
  const tooLow = { outcome: 'failed', code: 'MERCHANT_BALANCE_TOO_LOW', action: 'retry' }

  it('a refusal is repeated by Stripe: whoever saw it first sends the same number under another key, and it is paid once', async () => {
    const refund = refundOf('no-balance')
    expect(await channel.refund(refund)).toMatchObject(tooLow)
    expect(await Promise.all([channel.refund(refund), channel.refund(refund)])).toMatchObject([{ outcome: 'succeeded' }, { outcome: 'succeeded' }])
    expect(await moved(refund)).toEqual([refund.amount])
  })

  it('whoever did not see it, after a restart, waits until Stripe has forgotten the key', async () => {
    const refund = refundOf('no-balance')
    expect(await channel.refund(refund)).toMatchObject(tooLow)
    const restarted = sandbox.channel()
    expect(await restarted.refund(refund)).toMatchObject(tooLow)
    sandbox.pass(DAY_MS)
    expect(await restarted.refund(refund)).toMatchObject({ outcome: 'succeeded' })
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(refund)).toEqual([refund.amount])
  })

  it('a 500 leaves the outcome unknown as long as Stripe repeats it: no other key is tried, because it may have had an effect', async () => {
    const refund = refundOf('server-error-saved')
    for (let times = 0; times < 3; times++) {
      expect(await channel.refund(refund)).toMatchObject({ outcome: 'unknown', why: 'server-error' })
      expect(await channel.query(refund)).toEqual({ outcome: 'not-found' })
    }
    sandbox.pass(DAY_MS)
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'succeeded' })
    expect(await moved(refund)).toEqual([refund.amount])
  })
})

describe('Stripe', () => {
  it('takes refunds of a charge as well, and any number of them', async () => {
    const first = refundOf('plain', 100, 'ch')
    for (let refund = first, made = 0; made < 5; made++, refund = next(refund)) {
      expect(await channel.refund(refund)).toMatchObject({ outcome: 'succeeded' })
      expect(await channel.query(refund)).toMatchObject({ outcome: 'succeeded', amount: refund.amount })
    }
  })

  it('counts whole yen, and would take any currency for its own: so the payment is looked at first', async () => {
    const yen: RefundRequest = { ...refundOf(), amount: money(500, 'JPY'), paid: money(1_200, 'JPY') }
    await sandbox.open(yen.paymentReference, yen.paid)
    expect(await channel.refund(yen)).toMatchObject({ outcome: 'succeeded', amount: money(500, 'JPY') })
    expect(await moved(yen)).toEqual([money(500, 'JPY')])
    expect(await channel.refund({ ...next(yen), amount: money(701, 'JPY') })).toMatchObject({ outcome: 'failed', code: 'AMOUNT_ABOVE_PAID' })
    const fen: RefundRequest = { ...next(yen), amount: money(500, 'CNY'), paid: money(1_200, 'CNY') }
    expect(await channel.refund(fen)).toMatchObject({ outcome: 'failed', code: 'PAYMENT_DIFFERS', action: 'final' })
    expect(await moved(fen)).toEqual([])
  })

  it('lists refunds in the currency of the payment, on the day of UTC on which they moved, over several pages', async () => {
    const refund: RefundRequest = { ...refundOf(), amount: money(7, 'JPY'), paid: money(1_000, 'JPY') }
    await sandbox.open(refund.paymentReference, refund.paid)
    sandbox.endDay(sandbox.now().toISOString().slice(0, 10))
    const day = sandbox.now().toISOString().slice(0, 10)
    const numbers = await sendMany(refund)
    expect(await channel.statement(day)).toEqual({ outcome: 'not-ready' })
    sandbox.endDay(day)
    const lines = await channel.statement(day)
    if ('outcome' in lines) throw new Error(JSON.stringify(lines))
    expect(lines.map(({ outRefundNo }) => outRefundNo).sort()).toEqual(numbers.sort())
    expect(new Set(lines.map(({ amount }) => JSON.stringify(amount)))).toEqual(new Set([JSON.stringify(money(7, 'JPY'))]))
  })

  it.each([
    ['disputed', 'PAYMENT_DISPUTED', 'retry'],
    ['already-refunded', 'AMOUNT_ABOVE_PAID', 'final'],
    ['unknown-payment', 'PAYMENT_NOT_FOUND', 'retry'],
    ['no-permission', 'MERCHANT_NOT_PERMITTED', 'retry'],
  ])('refuses a refund of a payment with %s, each time (LS11)', async (behaviour, code, action) => {
    const refund = refundOf(behaviour)
    for (let times = 0; times < 2; times++) expect(await channel.refund(refund)).toMatchObject({ outcome: 'failed', code, action })
    expect(await channel.query(refund)).toEqual({ outcome: 'not-found' })
    expect(await moved(refund)).toEqual([])
  })

  it.each([
    ['card-lost', 'CARD_UNUSABLE'],
    ['declined', 'REFUND_DECLINED'],
    ['disputed-late', 'REFUND_OVERTAKEN_BY_DISPUTE'],
    ['canceled', 'REFUND_CANCELED'],
    ['closed', 'REFUND_CLOSED'],
  ])('takes a refund over that fails later: %s is over for its number and says what to do (LS11)', async (behaviour, code) => {
    const refund = refundOf(behaviour)
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'accepted' })
    expect(await channel.query(refund)).toMatchObject({ outcome: 'pending' })
    sandbox.settle()
    expect(await channel.query(refund)).toMatchObject({ outcome: 'failed', code, action: 'final' })
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'failed', code, action: 'final' })
    expect(await moved(refund)).toEqual([])
  })

  it('waits for the customer where the way of payment needs it (requires_action): that is pending', async () => {
    const refund = refundOf('requires-action')
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'accepted' })
    expect(await channel.query(refund)).toMatchObject({ outcome: 'pending' })
    sandbox.settle()
    expect(await channel.query(refund)).toMatchObject({ outcome: 'succeeded' })
  })

  it('gives the money back when a success turns out to have failed: returned, with what a person has to do', async () => {
    const refund = refundOf('returned')
    expect(await channel.refund(refund)).toMatchObject({ outcome: 'succeeded' })
    sandbox.settle()
    expect(await channel.query(refund)).toMatchObject({ outcome: 'returned', code: 'CARD_UNUSABLE', action: 'final', returnedAt: expect.any(String) })
  })

  it('pays the original way only: a payee cannot get a refund', async () => {
    const refund = refundOf()
    const payee = { accountName: '张三', accountNo: '6222020200112233445' }
    expect(await channel.refund({ ...refund, payee })).toMatchObject({ outcome: 'failed', code: 'PAYEE_NOT_POSSIBLE', action: 'final' })
    expect(await channel.query(refund)).toEqual({ outcome: 'not-found' })
  })

  it('refuses a key it does not know, and says nothing about a refund then (LS11)', async () => {
    const stranger = sandbox.channel({ keys: { ...sandbox.keys, apiKey: `${sandbox.keys.apiKey}0` } })
    expect(await stranger.query(refundOf())).toMatchObject({ outcome: 'unknown', why: 'server-error' })
    expect(await stranger.refund(refundOf())).toMatchObject({ outcome: 'failed', code: 'KEY_REJECTED', action: 'retry' })
  })

  it('that answers slowly has answered: whoever does not wait asks', async () => {
    const [waited, asked] = [refundOf('slow-after'), refundOf('slow-after')]
    expect(await channel.refund(waited)).toMatchObject({ outcome: 'succeeded' })
    expect(await sandbox.channel({ timeout_ms: 1_000 }).refund(asked)).toMatchObject({ outcome: 'unknown', why: 'timeout' })
    expect(await channel.query(asked)).toMatchObject({ outcome: 'succeeded' })
  })
})
