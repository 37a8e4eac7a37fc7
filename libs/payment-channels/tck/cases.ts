import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { money } from '@recourse/kernel'
import type { Failed, RefundRequest, UnknownReason } from '../port.js'
import type { ChannelUnderTest, Scenario } from './subject.js'

/** One demand on every payment channel. Cases are data, so that a guard can prove that a channel which does nothing fails each of them. */
export interface TckCase {
  readonly name: string
  run(subject: ChannelUnderTest): Promise<void>
}

const netMoved = async (subject: ChannelUnderTest, ...outRefundNos: string[]): Promise<number> => {
  const mine = (await subject.movements()).filter((movement) => outRefundNos.includes(movement.outRefundNo))
  return mine.reduce((sum, { direction, amount }) => sum + (direction === 'out' ? amount.minor : -amount.minor), 0)
}

const assertMoved = async (subject: ChannelUnderTest, request: RefundRequest, times: 0 | 1): Promise<void> =>
  assert.equal(await netMoved(subject, request.outRefundNo), times * request.amount.minor, 'money that left, in minor units')

const assertSucceeds = async (subject: ChannelUnderTest, request: RefundRequest): Promise<string> => {
  const answer = await subject.channel.refund(request)
  assert.equal(answer.outcome, 'succeeded', JSON.stringify(answer))
  assert(answer.outcome === 'succeeded')
  assert.deepEqual(answer.amount, request.amount)
  return answer.channelReference
}

const assertFails = async (subject: ChannelUnderTest, request: RefundRequest, code: string, action: Failed['action']): Promise<void> => {
  const answer = await subject.channel.refund(request)
  assert(answer.outcome === 'failed', JSON.stringify(answer))
  assert.equal(answer.code, code)
  assert.equal(answer.action, action)
  assert(answer.message.en.length > 0 && /\p{Script=Han}/u.test(answer.message['zh-CN']), 'a sentence in both languages')
}

const assertUnknown = async (subject: ChannelUnderTest, request: RefundRequest, why: UnknownReason): Promise<void> => {
  const answer = await subject.channel.refund(request)
  assert(answer.outcome === 'unknown', JSON.stringify(answer))
  assert.equal(answer.why, why)
}

const assertStatus = async (subject: ChannelUnderTest, request: RefundRequest, outcome: string): Promise<void> => {
  const status = await subject.channel.query(request)
  assert.equal(status.outcome, outcome, JSON.stringify(status))
  if (status.outcome === 'succeeded') assert.deepEqual(status.amount, request.amount)
}

const another = (request: RefundRequest, amount_minor = request.amount.minor): RefundRequest => ({
  ...request,
  outRefundNo: randomUUID(),
  amount: money(amount_minor, request.amount.currency),
})

const withAmount = (request: RefundRequest, amount_minor: number): RefundRequest => ({ ...request, amount: money(amount_minor, request.amount.currency) })

/** The answer is lost after the money left: a query finds it and the same number again changes nothing. */
const lostAnswer = (scenario: Scenario, why: UnknownReason): TckCase => ({
  name: `${scenario}: ${why} is unknown, the query finds the success, the same number again moves nothing more`,
  run: async (subject) => {
    const request = subject.request(scenario)
    await assertUnknown(subject, request, why)
    await assertStatus(subject, request, 'succeeded')
    await assertSucceeds(subject, request)
    await assertMoved(subject, request, 1)
  },
})

/** Nothing happened: the channel knows nothing, and the same number again moves the money once. */
const lostRequest = (scenario: Scenario, why: UnknownReason): TckCase => ({
  name: `${scenario}: ${why} is unknown, the query finds nothing, the same number again moves the money once`,
  run: async (subject) => {
    const request = subject.request(scenario)
    await assertUnknown(subject, request, why)
    await assertStatus(subject, request, 'not-found')
    await assertMoved(subject, request, 0)
    await assertSucceeds(subject, request)
    await assertMoved(subject, request, 1)
  },
})

const idempotency: readonly TckCase[] = [
  {
    name: 'a refund moves its amount once and can be queried',
    run: async (subject) => {
      const request = subject.request('succeeds')
      await assertSucceeds(subject, request)
      await assertStatus(subject, request, 'succeeded')
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'the same number again gives the same answer and moves nothing more',
    run: async (subject) => {
      const request = subject.request('succeeds')
      const first = await subject.channel.refund(request)
      assert.deepEqual(await subject.channel.refund(request), first)
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'the same number sixteen times at once moves the money once',
    run: async (subject) => {
      const request = subject.request('succeeds')
      const references = await Promise.all(Array.from({ length: 16 }, () => assertSucceeds(subject, request)))
      assert.equal(new Set(references).size, 1)
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'the same number with another amount is refused',
    run: async (subject) => {
      const request = subject.request('succeeds')
      await assertSucceeds(subject, request)
      await assertFails(subject, withAmount(request, request.amount.minor + 1), 'REFUND_NUMBER_REUSED', 'final')
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'the same number for another payment is refused, also at the same moment',
    run: async (subject) => {
      const request = subject.request('succeeds')
      const other = { ...subject.request('succeeds'), outRefundNo: request.outRefundNo }
      const answers = await Promise.all([subject.channel.refund(request), subject.channel.refund(other)])
      assert.deepEqual(answers.map(({ outcome }) => outcome).sort(), ['failed', 'succeeded'])
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'a number that was never sent is not found',
    run: (subject) => assertStatus(subject, subject.request('succeeds'), 'not-found'),
  },
  {
    name: 'a number that is no refund number is a defect of the caller',
    run: async (subject) => {
      const request = subject.request('succeeds')
      for (const outRefundNo of ['', 'a b', '退款', 'x'.repeat(65)]) await assert.rejects(subject.channel.refund({ ...request, outRefundNo }), RangeError)
    },
  },
  {
    name: 'every character that a refund number may have, at its full length, can be sent and queried',
    run: async (subject) => {
      const request = { ...subject.request('succeeds'), outRefundNo: `${randomUUID()}_-|*@Zz`.padEnd(64, '0') }
      await assertSucceeds(subject, request)
      await assertStatus(subject, request, 'succeeded')
      await assertMoved(subject, request, 1)
    },
  },
]

const limits: readonly TckCase[] = [
  {
    name: 'the refunds of a payment never exceed what was paid',
    run: async (subject) => {
      const request = subject.request('succeeds')
      const rest = another(request, request.paid.minor - request.amount.minor)
      const above = withAmount(another(rest), rest.amount.minor + 1)
      await assertSucceeds(subject, request)
      await assertFails(subject, above, 'AMOUNT_ABOVE_PAID', 'final')
      await assertSucceeds(subject, rest)
      await assertFails(subject, another(request, 1), 'AMOUNT_ABOVE_PAID', 'final')
      assert.equal(await netMoved(subject, request.outRefundNo, rest.outRefundNo, above.outRefundNo), request.paid.minor)
    },
  },
  {
    name: 'the refunds of a payment never exceed what was paid when they come all at once',
    run: async (subject) => {
      const first = subject.request('succeeds')
      const requests = [first, ...Array.from({ length: 9 }, () => another(first))]
      const answers = await Promise.all(requests.map((request) => subject.channel.refund(request)))
      const fitting = Math.floor(first.paid.minor / first.amount.minor)
      assert.equal(answers.filter(({ outcome }) => outcome === 'succeeded').length, fitting)
      assert.equal(await netMoved(subject, ...requests.map(({ outRefundNo }) => outRefundNo)), fitting * first.amount.minor)
    },
  },
  {
    name: 'a pending refund counts against what was paid',
    run: async (subject) => {
      const pending = subject.request('pending')
      assert.equal((await subject.channel.refund(pending)).outcome, 'accepted')
      await assertFails(subject, another(pending, pending.paid.minor), 'AMOUNT_ABOVE_PAID', 'final')
    },
  },
  {
    name: 'an amount of zero or below is refused',
    run: async (subject) => {
      for (const amount_minor of [0, -1]) await assertFails(subject, withAmount(subject.request('succeeds'), amount_minor), 'AMOUNT_NOT_POSITIVE', 'final')
    },
  },
  {
    name: 'another currency than the payment was made in is refused',
    run: async (subject) => {
      const request = subject.request('succeeds')
      await assertFails(subject, { ...request, amount: money(request.amount.minor, 'USD') }, 'PAYMENT_DIFFERS', 'final')
      await assertMoved(subject, request, 0)
    },
  },
]

const uncertainty: readonly TckCase[] = [
  lostAnswer('timeout-after', 'timeout'),
  lostAnswer('server-error-after', 'server-error'),
  lostAnswer('reset-after', 'connection-lost'),
  lostAnswer('garbled', 'unreadable-answer'),
  lostRequest('timeout-before', 'timeout'),
  lostRequest('server-error-before', 'server-error'),
  lostRequest('forged', 'unverified-answer'),
  {
    name: 'timeout-after, then the same number again without a query, moves the money once',
    run: async (subject) => {
      const request = subject.request('timeout-after')
      await assertUnknown(subject, request, 'timeout')
      await assertSucceeds(subject, request)
      await assertMoved(subject, request, 1)
    },
  },
]

const outcomes: readonly TckCase[] = [
  {
    name: 'a pending refund moves nothing until the channel settles it, and then once',
    run: async (subject) => {
      const request = subject.request('pending')
      assert.equal((await subject.channel.refund(request)).outcome, 'accepted')
      await assertMoved(subject, request, 0)
      await assertStatus(subject, request, 'pending')
      await assertStatus(subject, request, 'succeeded')
      await assertStatus(subject, request, 'succeeded')
      await assertSucceeds(subject, request)
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'a correctable failure moves nothing; with corrected details the same number moves the money once',
    run: async (subject) => {
      const request = subject.request('wrong-name')
      await assertFails(subject, request, 'ACCOUNT_NAME_MISMATCH', 'correctable')
      await assertStatus(subject, request, 'failed')
      await assertMoved(subject, request, 0)
      await assertSucceeds(subject, subject.corrected(request))
      await assertStatus(subject, request, 'succeeded')
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'a correctable failure is repeated as long as nothing is corrected',
    run: async (subject) => {
      const request = subject.request('wrong-name')
      await assertFails(subject, request, 'ACCOUNT_NAME_MISMATCH', 'correctable')
      await assertFails(subject, request, 'ACCOUNT_NAME_MISMATCH', 'correctable')
      await assertMoved(subject, request, 0)
    },
  },
  {
    name: 'a final failure closes its number for good; a new number can be paid',
    run: async (subject) => {
      const request = subject.request('closed-account')
      await assertFails(subject, request, 'ACCOUNT_CLOSED', 'final')
      await assertFails(subject, subject.corrected(request), 'ACCOUNT_CLOSED', 'final')
      await assertStatus(subject, request, 'failed')
      await assertMoved(subject, request, 0)
      const next = another(subject.corrected(request))
      await assertSucceeds(subject, next)
      await assertMoved(subject, next, 1)
    },
  },
  ...([['no-balance', 'MERCHANT_BALANCE_TOO_LOW'], ['busy', 'CHANNEL_BUSY']] as const).map(([scenario, code]): TckCase => ({
    name: `${scenario}: a failure to retry moves nothing; the same number later moves the money once`,
    run: async (subject) => {
      const request = subject.request(scenario)
      await assertFails(subject, request, code, 'retry')
      await assertMoved(subject, request, 0)
      await assertSucceeds(subject, request)
      await assertMoved(subject, request, 1)
    },
  })),
  {
    name: 'an abnormal refund waits until it is sent again, under its number, with a payee',
    run: async (subject) => {
      const request = subject.request('abnormal')
      assert.equal((await subject.channel.refund(request)).outcome, 'accepted')
      await assertStatus(subject, request, 'abnormal')
      assert.equal((await subject.channel.refund(request)).outcome, 'accepted')
      await assertMoved(subject, request, 0)
      await assertSucceeds(subject, subject.corrected(request))
      await assertStatus(subject, request, 'succeeded')
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'a success can come back later: its number is over, a new one can be paid',
    run: async (subject) => {
      const request = subject.request('returned')
      await assertSucceeds(subject, request)
      await assertMoved(subject, request, 1)
      await assertStatus(subject, request, 'returned')
      await assertStatus(subject, request, 'returned')
      await assertMoved(subject, request, 0)
      await assertFails(subject, subject.corrected(request), 'TRANSFER_RETURNED', 'final')
      const next = another(subject.corrected(request))
      await assertSucceeds(subject, next)
      assert.equal(await netMoved(subject, request.outRefundNo, next.outRefundNo), request.amount.minor)
    },
  },
  {
    name: 'a restart of the channel forgets nothing',
    run: async (subject) => {
      const [paid, pending, lost] = [subject.request('succeeds'), subject.request('pending'), subject.request('timeout-after')]
      const reference = await assertSucceeds(subject, paid)
      assert.equal((await subject.channel.refund(pending)).outcome, 'accepted')
      await assertUnknown(subject, lost, 'timeout')
      await subject.restart()
      assert.equal(await assertSucceeds(subject, paid), reference)
      await assertStatus(subject, pending, 'pending')
      await assertStatus(subject, lost, 'succeeded')
      for (const request of [paid, lost]) await assertMoved(subject, request, 1)
    },
  },
]

/** What every payment channel must do. */
export const paymentChannelCases: readonly TckCase[] = [...idempotency, ...limits, ...uncertainty, ...outcomes]
