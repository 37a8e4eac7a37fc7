import assert from 'node:assert/strict'
import { money } from '@recourse/kernel'
import type { RefundAnswer, RefundRequest } from '../../port.js'
import { another, assertArrives, assertMoved, assertRefused, assertStatus, assertSucceeds, assertTaken, isTaken, netMoved, spaced, withAmount } from '../assertions.js'
import type { TckCase } from '../case.js'
import type { ChannelUnderTest } from '../subject.js'

const isPutOff = (answer: RefundAnswer): boolean => answer.outcome === 'failed' && answer.action === 'retry'

/** Sends all at once, and what the channel puts off again once it may come: all of it again at once. Answers what was taken. */
const sendAll = async (subject: ChannelUnderTest, requests: readonly RefundRequest[]): Promise<RefundRequest[]> => {
  const taken: RefundRequest[] = []
  let waiting = requests
  for (let round = 0; waiting.length > 0; round++) {
    assert(round <= requests.length, 'refunds are put off for ever')
    if (round > 0) await spaced(subject)
    const answers = await Promise.all(waiting.map((request) => subject.channel.refund(request)))
    taken.push(...waiting.filter((_, index) => isTaken(answers[index]!)))
    waiting = waiting.filter((_, index) => isPutOff(answers[index]!))
  }
  return taken
}

export const limits: readonly TckCase[] = [
  {
    name: 'the refunds of a payment never exceed what was paid',
    run: async (subject) => {
      const request = subject.request('succeeds')
      const rest = another(request, request.paid.minor - request.amount.minor)
      const above = withAmount(another(rest), rest.amount.minor + 1)
      await assertSucceeds(subject, request)
      await spaced(subject)
      await assertRefused(subject, above, 'AMOUNT_ABOVE_PAID')
      await assertSucceeds(subject, rest)
      await spaced(subject)
      await assertRefused(subject, another(request, 1), 'AMOUNT_ABOVE_PAID')
      assert.equal(await netMoved(subject, request.outRefundNo, rest.outRefundNo, above.outRefundNo), request.paid.minor)
    },
  },
  {
    name: 'the refunds of a payment never exceed what was paid when they come all at once',
    run: async (subject) => {
      const first = subject.request('succeeds')
      const requests = [first, ...Array.from({ length: 9 }, () => another(first))]
      const taken = await sendAll(subject, requests)
      const fitting = Math.floor(first.paid.minor / first.amount.minor)
      assert.equal(taken.length, fitting)
      for (const request of taken) await assertArrives(subject, request)
      assert.equal(await netMoved(subject, ...requests.map(({ outRefundNo }) => outRefundNo)), fitting * first.amount.minor)
    },
  },
  {
    name: 'a pending refund counts against what was paid',
    run: async (subject) => {
      const pending = subject.request('pending')
      assert.equal((await assertTaken(subject, pending)).outcome, 'accepted')
      await spaced(subject)
      await assertRefused(subject, another(pending, pending.paid.minor), 'AMOUNT_ABOVE_PAID')
      await assertArrives(subject, pending)
    },
  },
  {
    name: 'an amount of zero or below is refused',
    run: async (subject) => {
      const request = subject.request('succeeds')
      for (const amount_minor of [0, -1]) await assertRefused(subject, withAmount(request, amount_minor), 'AMOUNT_NOT_POSITIVE')
      await assertStatus(subject, request, 'not-found')
      await assertSucceeds(subject, withAmount(request, 1))
    },
  },
  {
    name: 'another currency than the payment was made in is refused',
    run: async (subject) => {
      const request = subject.request('succeeds')
      await assertRefused(subject, { ...request, amount: money(request.amount.minor, 'USD') }, 'PAYMENT_DIFFERS')
      await assertMoved(subject, request, 0)
      await assertSucceeds(subject, request)
    },
  },
]
