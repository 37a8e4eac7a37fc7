import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { partsFor, reservedFor, settledFor, type PaymentLeg } from '@recourse/order'
import type { PaymentChannel } from '@recourse/payment-channels'
import { PayoutConfirmed, PayoutRequested } from '@recourse/refund-case'
import { cny, HOUR_ms, PayoutBench, people } from '../spec-support.js'

/** The same sandbox under another name, with a spacing: an order is paid through two channels. */
const second: PaymentChannel = {
  name: 'second',
  rules: { minimumSpacing_ms: 3_000, maxRefundsPerPayment: 50, window_days: 365, statementUtcOffset_min: 480, refundsPerSecond: 500, queriesPerSecond: 500 },
  refund: (request) => bench.sandbox.channel().refund(request),
  query: (refund) => bench.sandbox.channel().query(refund),
  statement: (day) => bench.sandbox.channel().statement(day),
}

let bench: PayoutBench
beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: false, channels: [second] })
})
afterAll(() => bench.close())

let orders = 0
const leg = (channel: string, minor: number, behaviour = 'plain'): PaymentLeg => ({ channel, reference: `leg-${(orders += 1)}-${behaviour}`, amount: cny(minor) })
/** 100.00 by three payments through two channels. */
const threeLegs = (behaviour = 'plain') => [leg('sandbox', 5_000), leg('second', 3_000, behaviour), leg('sandbox', 2_000)]

const dataOf = async (caseId: string, definition: { readonly type: string }) =>
  (await bench.historyOf(caseId)).filter(({ type }) => type === definition.type).map(({ data }) => data as { payoutNo: number; amount: { minor: number }; channel: string; paymentReference: string })

/** Lets the channels' spacing pass until nothing waits. */
const settleAll = async (): Promise<void> => {
  await bench.settle()
  for (let n = 0; n < 4; n += 1) await bench.later(HOUR_ms / 60)
}

describe('a refund of an order that was paid in parts (LS10)', () => {
  it('goes back over the payments it came by, one part after the other, and adds up to the approval', async () => {
    const legs = threeLegs()
    const caseId = await bench.approvedCase({ legs, requested: 9_000 })
    await settleAll()
    expect((await dataOf(caseId, PayoutRequested)).map(({ payoutNo, amount, channel, paymentReference }) => [payoutNo, amount.minor, channel, paymentReference])).toEqual([
      [1, 5_000, 'sandbox', legs[0]!.reference], [2, 3_000, 'second', legs[1]!.reference], [3, 1_000, 'sandbox', legs[2]!.reference],
    ])
    expect(await bench.payoutEvents(caseId)).toEqual(Array.from({ length: 3 }, () => ['PayoutRequested', 'PayoutConfirmed']).flat())
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt' })
    expect((await bench.moved(caseId)).toSorted((a, b) => a - b)).toEqual([1_000, 3_000, 5_000])
    expect(settledFor(await bench.orderOf(caseId), caseId)).toEqual(cny(9_000))
  })

  it('leaves to a second case of the order what the first left of each payment', async () => {
    const legs = threeLegs()
    const first = await bench.approvedCase({ legs, requested: 6_000 })
    const { orderId } = await bench.caseOf(first)
    const second = await bench.approvedCase({ onOrder: orderId, requested: 4_000 })
    await settleAll()
    const order = await bench.orderOf(first)
    const amounts = (caseId: string) => partsFor(order, caseId).map(({ reference, amount }) => [reference, amount.minor])
    expect(amounts(first)).toEqual([[legs[0]!.reference, 5_000], [legs[1]!.reference, 1_000]])
    expect(amounts(second)).toEqual([[legs[1]!.reference, 2_000], [legs[2]!.reference, 2_000]])
    expect([settledFor(order, first), settledFor(order, second)]).toEqual([cny(6_000), cny(4_000)])
    for (const caseId of [first, second]) expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt' })
  })

  it('waits with the next part while one failed, and goes on once that is paid; what came back is paid over its own payment', async () => {
    const legs = threeLegs('wrong-name')
    const caseId = await bench.approvedCase({ legs })
    await settleAll()
    expect((await bench.payoutEvents(caseId)).slice(2)).toEqual(['PayoutRequested', 'PayoutFailed'])
    await bench.accepted(bench.send(people.maker, caseId, {
      type: 'CorrectPayoutDetails', payoutNo: 2, channel: 'second', personal: { person: people.customer.id, fields: { payee: { name: '林小满', account: '6222-returned' } } },
    }))
    await bench.accepted(bench.resubmit(caseId, 2))
    await settleAll()
    expect((await dataOf(caseId, PayoutConfirmed)).map(({ payoutNo }) => payoutNo)).toEqual([1, 2, 3])

    await bench.accepted(bench.send(people.customer, caseId, { type: 'DisputeReceipt' }))
    await bench.settle()
    expect(reservedFor(await bench.orderOf(caseId), caseId)).toEqual(cny(3_000))
    await bench.accepted(bench.send(people.maker, caseId, {
      type: 'CorrectPayoutDetails', payoutNo: 2, channel: 'second', personal: { person: people.customer.id, fields: { payee: { name: '林小满', account: '6223-fine' } } },
    }))
    await bench.accepted(bench.resubmit(caseId, 2))
    await settleAll()
    expect((await dataOf(caseId, PayoutRequested)).at(-1)).toMatchObject({ payoutNo: 4, channel: 'second', paymentReference: legs[1]!.reference, amount: cny(3_000) })
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt' })
    expect(settledFor(await bench.orderOf(caseId), caseId)).toEqual(cny(10_000))
  })

  it('is never more than one payout at a time, also when every event is seen again', async () => {
    const caseId = await bench.approvedCase({ legs: threeLegs() })
    await settleAll()
    const before = await bench.historyOf(caseId)
    for (const event of before) {
      for (const policy of bench.parts.policies!.filter(({ types }) => types.has(event.type))) await policy.effect(event, bench.executionFor(policy, event))
    }
    expect(await bench.historyOf(caseId)).toEqual(before)
    expect((await bench.moved(caseId)).reduce((sum, minor) => sum + minor, 0)).toBe(10_000)
  })
})
