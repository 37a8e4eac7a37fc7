import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { PaymentChannel } from '@recourse/payment-channels'
import { startAlipaySandbox, startWechatSandbox, type RunningAlipaySandbox, type RunningWechatSandbox } from '@recourse/payment-channels/testing'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { PayoutBench, people } from '../spec-support.js'

const MINUTE_ms = 60_000
const DAY_ms = 86_400_000

let database: TestDatabase
let wechat: RunningWechatSandbox
let alipay: RunningAlipaySandbox
let bench: PayoutBench
/** What each channel answered when something was sent. */
const answers: string[] = []

const listened = (channel: PaymentChannel): PaymentChannel => ({
  name: channel.name, rules: channel.rules, query: (refund) => channel.query(refund), statement: (day) => channel.statement(day),
  refund: async (request) => {
    const answer = await channel.refund(request)
    answers.push(answer.outcome === 'failed' ? answer.code : answer.outcome)
    return answer
  },
})

beforeAll(async () => {
  database = await createTestDatabase()
  wechat = await startWechatSandbox(database.url)
  alipay = await startAlipaySandbox(database.url)
  bench = await PayoutBench.open({ consumers: false, channels: [listened(wechat.channel()), listened(alipay.channel())] })
})
afterAll(async () => {
  await bench.close()
  await alipay.stop()
  await wechat.stop()
  await database.drop()
})

const reference = (): string => randomUUID().replaceAll('-', '').slice(0, 24)

/** Both clocks, ours and the channels'. */
const later = async (milliseconds: number): Promise<void> => {
  wechat.pass(milliseconds)
  alipay.pass(milliseconds)
  await bench.later(milliseconds)
}

const deferrals = async (caseId: string) =>
  (await bench.historyOf(caseId)).filter(({ type }) => type === 'PayoutDeferred').map(({ data }) => data as { cause: string; until: string })

const statusOf = async (caseId: string) => (await bench.caseOf(caseId)).payouts[1]!.status

describe('two refunds of one payment', () => {
  it.each([['wechat-pay', MINUTE_ms], ['alipay', 3_000]] as const)('through %s are %i ms apart, however soon after each other they were approved', async (channel, spacing_ms) => {
    answers.length = 0
    const paymentReference = reference()
    if (channel === 'alipay') await alipay.open(paymentReference, 10_000)
    const first = await bench.approvedCase({ paid: 10_000, requested: 3_000, channel, reference: paymentReference })
    const { orderId } = await bench.caseOf(first)
    const others = [await bench.approvedCase({ onOrder: orderId, requested: 2_000 }), await bench.approvedCase({ onOrder: orderId, requested: 1_000 })]
    await bench.settle()
    expect(answers).toHaveLength(1)
    for (const caseId of others) {
      expect(await deferrals(caseId)).toMatchObject([{ cause: 'SPACING', until: new Date(Date.parse(bench.now) + spacing_ms).toISOString() }])
      expect(await statusOf(caseId)).toBe('requested')
    }
    for (let round = 0; round < 5; round += 1) await later(spacing_ms)
    await later(30 * MINUTE_ms)
    await later(MINUTE_ms)
    expect(answers).toEqual(Array(3).fill(channel === 'alipay' ? 'succeeded' : 'accepted'))
    expect(await Promise.all([first, ...others].map(statusOf))).toEqual(Array(3).fill('confirmed'))
  })
})

it('two processes that send two refunds of one payment at the same moment: one is sent, the other waits', async () => {
  answers.length = 0
  const first = await bench.approvedCase({ paid: 10_000, requested: 3_000, channel: 'wechat-pay', reference: reference() })
  const { orderId } = await bench.caseOf(first)
  const cases = [first, await bench.approvedCase({ onOrder: orderId, requested: 2_000 })]
  for (const caseId of cases) await bench.only('when-refund-approved-then-request-payout', caseId)
  await Promise.all(cases.map((caseId) => bench.only('when-payout-requested-then-send-to-channel', caseId)))
  expect(answers).toEqual(['accepted'])
  expect((await Promise.all(cases.map(statusOf))).sort()).toEqual(['requested', 'submitted'])
  await bench.settle()
  await later(MINUTE_ms)
  expect(answers).toEqual(['accepted', 'accepted'])
})

describe('a payment that the channel refunds no more', () => {
  const paidAnotherWay = async (caseId: string): Promise<void> => {
    await bench.accepted(bench.send(people.maker, caseId, {
      type: 'CorrectPayoutDetails', payoutNo: 1, channel: 'sandbox', consent: { how: 'RECORDED_CALL', reference: 'call-7' }, facts: { sameName: 'YES' },
      personal: { person: people.customer.id, fields: { payee: { name: '林小满', account: '6222-fine' } } },
    }))
    await bench.accepted(bench.resubmit(caseId, 1))
    await bench.settle()
    expect((await bench.caseOf(caseId)).payouts[2]).toMatchObject({ status: 'confirmed', channel: 'sandbox' })
  }

  /** A case on a payment that was refunded so many times before, the last time a minute ago. */
  const refundedBefore = async (times: number, paymentReference = reference()): Promise<{ caseId: string }> => {
    const caseId = await bench.approvedCase({ channel: 'wechat-pay', reference: paymentReference, requested: 100 })
    const { orderId } = await bench.caseOf(caseId)
    const rules = { minimumSpacing_ms: 0, maxRefunds: 50, window_days: 365 }
    for (let n = 1; n <= times; n += 1) {
      await bench.toOrder(orderId, { type: 'TakePayoutTurn', caseId: `earlier-${n}`, payoutNo: 1, channel: 'wechat-pay', reference: paymentReference, at: bench.now, rules })
    }
    bench.forward(MINUTE_ms)
    return { caseId }
  }

  it('because it was refunded fifty times is not tried: a person chooses another way', async () => {
    const { caseId } = await refundedBefore(50)
    answers.length = 0
    await bench.settle()
    expect((await bench.historyOf(caseId)).at(-1)).toMatchObject({ type: 'PayoutFailed', data: { code: 'TOO_MANY_REFUNDS', correctable: false } })
    expect(answers).toEqual([])
    await paidAnotherWay(caseId)
  })

  it('because it is older than a year is not tried either', async () => {
    const caseId = await bench.approvedCase({ channel: 'wechat-pay', reference: reference() })
    answers.length = 0
    bench.forward(365 * DAY_ms)
    await bench.settle()
    expect((await bench.historyOf(caseId)).at(-1)).toMatchObject({ type: 'PayoutFailed', data: { code: 'REFUND_WINDOW_OVER', correctable: false } })
    expect(answers).toEqual([])
    await paidAnotherWay(caseId)
  })

  it('takes the fiftieth once more when its first sending never arrived: that is no further refund', async () => {
    answers.length = 0
    const { caseId } = await refundedBefore(49, `${reference()}server-error-before`.slice(-32))
    await bench.settle()
    expect(await statusOf(caseId)).toBe('unknown')
    await later(MINUTE_ms)
    expect(answers).toEqual(['unknown', 'accepted'])
  })
})
