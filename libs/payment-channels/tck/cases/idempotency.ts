import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { assertArrives, assertMoved, assertRefused, assertStatus, assertSucceeds, assertTaken, isTaken, withAmount } from '../assertions.js'
import type { TckCase } from '../case.js'

export const idempotency: readonly TckCase[] = [
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
    name: 'the same number again gives the same answer and moves nothing more, before and after it arrived',
    run: async (subject) => {
      const request = subject.request('succeeds')
      const first = await assertTaken(subject, request)
      assert.deepEqual(await subject.channel.refund(request), first)
      await assertArrives(subject, request, first.channelReference)
      assert.equal((await assertTaken(subject, request)).channelReference, first.channelReference)
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'the same number sixteen times at once moves the money once',
    run: async (subject) => {
      const request = subject.request('succeeds')
      const answers = await Promise.all(Array.from({ length: 16 }, () => assertTaken(subject, request)))
      const [reference, ...others] = new Set(answers.map(({ channelReference }) => channelReference))
      assert.deepEqual(others, [])
      await assertArrives(subject, request, reference)
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'the same number with another amount is refused',
    run: async (subject) => {
      const request = subject.request('succeeds')
      await assertSucceeds(subject, request)
      await assertRefused(subject, withAmount(request, request.amount.minor + 1), 'REFUND_NUMBER_REUSED')
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'the same number for another payment is refused, also at the same moment',
    run: async (subject) => {
      const request = subject.request('succeeds')
      const both = [request, { ...subject.request('succeeds'), outRefundNo: request.outRefundNo }]
      const answers = await Promise.all(both.map((each) => subject.channel.refund(each)))
      const taken = both.filter((_, index) => isTaken(answers[index]!))
      assert.equal(taken.length, 1, JSON.stringify(answers))
      assert.equal(answers.filter(({ outcome }) => outcome === 'failed').length, 1, JSON.stringify(answers))
      await assertArrives(subject, taken[0]!)
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'a number that was never sent is not found, one that was sent is',
    run: async (subject) => {
      const [never, sent] = [subject.request('succeeds'), subject.request('succeeds')]
      await assertStatus(subject, never, 'not-found')
      await assertSucceeds(subject, sent)
      await assertStatus(subject, never, 'not-found')
    },
  },
  {
    name: 'a number that is no refund number is a defect of the caller',
    run: async (subject) => {
      const request = subject.request('succeeds')
      for (const outRefundNo of ['', 'a b', '退款', 'x'.repeat(65)]) await assert.rejects(subject.channel.refund({ ...request, outRefundNo }), RangeError)
      await assertSucceeds(subject, request)
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
