import assert from 'node:assert/strict'
import { another, assertArrives, assertFails, assertMoved, assertStatus, assertSucceeds, assertTaken, assertUnknown, netMoved, settled, spaced } from '../assertions.js'
import type { TckCase } from '../case.js'
import type { OptionalScenario } from '../subject.js'

/** Its number is over; the money can be paid under a new one. */
const finalFailure = (scenario: OptionalScenario, code: string): TckCase => ({
  name: `${scenario}: a final failure closes its number for good; a new number can be paid`,
  needs: scenario,
  run: async (subject) => {
    const request = subject.request(scenario)
    await assertFails(subject, request, code, 'final')
    await assertFails(subject, subject.corrected(request), code, 'final')
    await assertMoved(subject, request, 0)
    const next = another(subject.corrected(request))
    await spaced(subject)
    await assertSucceeds(subject, next)
    assert.equal(await netMoved(subject, request.outRefundNo, next.outRefundNo), request.amount.minor)
  },
})

const failureToRetry = (scenario: OptionalScenario, code: string): TckCase => ({
  name: `${scenario}: a failure to retry moves nothing; the same number later moves the money once`,
  needs: scenario,
  run: async (subject) => {
    const request = subject.request(scenario)
    await assertFails(subject, request, code, 'retry')
    await assertMoved(subject, request, 0)
    await spaced(subject)
    await assertSucceeds(subject, request)
    await assertMoved(subject, request, 1)
  },
})

export const outcomes: readonly TckCase[] = [
  {
    name: 'a pending refund moves nothing until the channel settles it, and then once',
    run: async (subject) => {
      const request = subject.request('pending')
      const { outcome, channelReference } = await assertTaken(subject, request)
      assert.equal(outcome, 'accepted')
      await assertMoved(subject, request, 0)
      await assertStatus(subject, request, 'pending')
      await assertMoved(subject, request, 0)
      await assertArrives(subject, request, channelReference)
      await assertStatus(subject, request, 'succeeded')
      await assertSucceeds(subject, request)
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'a correctable failure moves nothing and is repeated as long as nothing is corrected; then the same number moves the money once',
    needs: 'wrong-name',
    run: async (subject) => {
      const request = subject.request('wrong-name')
      for (let times = 0; times < 2; times++) await assertFails(subject, request, 'ACCOUNT_NAME_MISMATCH', 'correctable')
      await assertMoved(subject, request, 0)
      await assertSucceeds(subject, subject.corrected(request))
      await assertStatus(subject, request, 'succeeded')
      await assertMoved(subject, request, 1)
    },
  },
  finalFailure('closed-account', 'ACCOUNT_CLOSED'),
  finalFailure('closed', 'REFUND_CLOSED'),
  failureToRetry('no-balance', 'MERCHANT_BALANCE_TOO_LOW'),
  failureToRetry('busy', 'CHANNEL_BUSY'),
  {
    name: 'an abnormal refund waits until it is sent again, under its number, with a payee',
    needs: 'abnormal',
    run: async (subject) => {
      const request = subject.request('abnormal')
      assert.equal((await assertTaken(subject, request)).outcome, 'accepted')
      assert.equal((await settled(subject, request)).outcome, 'abnormal')
      assert.equal((await assertTaken(subject, request)).outcome, 'accepted')
      await assertMoved(subject, request, 0)
      await assertSucceeds(subject, subject.corrected(request))
      await assertStatus(subject, request, 'succeeded')
      await assertMoved(subject, request, 1)
    },
  },
  {
    name: 'a success can come back later: its number is over, a new one can be paid',
    needs: 'returned',
    run: async (subject) => {
      const request = subject.request('returned')
      await assertTaken(subject, request)
      let status = await settled(subject, request)
      for (let asked = 0; status.outcome === 'succeeded' && asked < 5; asked++) {
        await subject.settle()
        status = await subject.channel.query(request)
      }
      assert.equal(status.outcome, 'returned', JSON.stringify(status))
      await assertStatus(subject, request, 'returned')
      const moved = (await subject.movements()).filter(({ outRefundNo }) => outRefundNo === request.outRefundNo)
      assert.deepEqual(moved.map(({ direction, amount }) => [direction, amount]), [['out', request.amount], ['back', request.amount]])
      const again = await subject.channel.refund(subject.corrected(request))
      assert(again.outcome === 'failed' && again.code === 'TRANSFER_RETURNED' && again.action === 'final', JSON.stringify(again))
      const next = another(subject.corrected(request))
      await spaced(subject)
      await assertSucceeds(subject, next)
      assert.equal(await netMoved(subject, request.outRefundNo, next.outRefundNo), request.amount.minor)
    },
  },
  {
    name: 'a restart of the channel forgets nothing',
    run: async (subject) => {
      const [paid, pending, lost] = [subject.request('succeeds'), subject.request('pending'), subject.request('timeout-after')]
      const reference = await assertSucceeds(subject, paid)
      assert.equal((await assertTaken(subject, pending)).outcome, 'accepted')
      await assertUnknown(subject, lost, 'timeout')
      await subject.restart()
      assert.equal(await assertSucceeds(subject, paid), reference)
      await assertStatus(subject, pending, 'pending')
      for (const request of [lost, pending]) await assertArrives(subject, request)
      for (const request of [paid, lost, pending]) await assertMoved(subject, request, 1)
    },
  },
]
