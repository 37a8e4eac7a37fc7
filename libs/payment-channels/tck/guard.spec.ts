import { randomUUID } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import type { PaymentChannel, RefundAnswer, RefundRequest, Succeeded } from '../port.js'
import { paymentChannelCases } from './cases.js'
import type { ChannelUnderTest, TckMovement } from './subject.js'

const success = (request: { amount?: RefundRequest['amount'] }): Succeeded => ({
  outcome: 'succeeded',
  channelReference: 'same',
  settledAt: '2026-01-01T00:00:00.000Z',
  amount: request.amount ?? money(3_000, 'CNY'),
})

const rules = { minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null }

const around = (refund: (request: RefundRequest) => RefundAnswer, movements: readonly TckMovement[]): ChannelUnderTest => {
  const channel: PaymentChannel = { name: 'guard', rules, refund: async (request) => refund(request), query: async () => success({}) }
  const request = (): RefundRequest => ({
    outRefundNo: randomUUID(),
    paymentReference: randomUUID(),
    amount: money(3_000, 'CNY'),
    paid: money(10_000, 'CNY'),
    reason: 'guard',
  })
  return { channel, request, corrected: (same) => same, movements: async () => movements, restart: async () => {} }
}

const passedBy = async (subject: ChannelUnderTest): Promise<string[]> => {
  const passed: string[] = []
  for (const { name, run } of paymentChannelCases) await run(subject).then(() => passed.push(name), () => {})
  return passed
}

it('a channel that always answers succeeded and remembers nothing fails every case', async () => {
  expect(await passedBy(around(success, []))).toEqual([])
})

it('a channel that pays whenever it is asked passes only what a single refund can show', async () => {
  const movements: TckMovement[] = []
  const payAlways = (request: RefundRequest): RefundAnswer => {
    movements.push({ outRefundNo: request.outRefundNo, direction: 'out', amount: request.amount })
    return success(request)
  }
  expect(await passedBy(around(payAlways, movements))).toEqual([
    'a refund moves its amount once and can be queried',
    'every character that a refund number may have, at its full length, can be sent and queried',
  ])
})
