import assert from 'node:assert/strict'
import { addMilliseconds } from '@recourse/kernel'
import type { ChannelNotices, NoticeEnvelope, RefundRequest } from '../../port.js'
import { assertSucceeds } from '../assertions.js'
import type { TckCase } from '../case.js'
import type { ChannelUnderTest } from '../subject.js'

/** Longer than any channel goes on repeating a notice. */
const LATE_MS = 7 * 86_400_000

/** A refund that arrived, and the genuine notice of it, which is believed: so a channel that rejects everything fails every case. */
const noticed = async (subject: ChannelUnderTest): Promise<{ notices: ChannelNotices; request: RefundRequest; genuine: NoticeEnvelope }> => {
  const { notices } = subject.channel
  assert(notices, 'the channel has no notices and does not say why')
  const request = subject.request('succeeds')
  await assertSucceeds(subject, request)
  const genuine = await subject.noticeOf(request, 'channel')
  const { outRefundNo, paymentReference } = request
  const notice = notices.read(genuine)
  assert(notice.kind === 'refund', JSON.stringify(notice))
  assert.deepEqual({ outRefundNo: notice.outRefundNo, paymentReference: notice.paymentReference }, { outRefundNo, paymentReference })
  assert(notice.noticeId.length > 0)
  return { notices, request, genuine }
}

const assertRejected = (notices: ChannelNotices, envelope: NoticeEnvelope, ...why: string[]): void => {
  const answer = notices.read(envelope)
  assert(answer.kind === 'rejected', JSON.stringify(answer))
  assert(why.includes(answer.why), answer.why)
}

const flipped = (body: Uint8Array, at: number): Uint8Array => body.map((byte, index) => (index === at ? byte ^ 1 : byte))

export const notices: readonly TckCase[] = [
  {
    name: 'a genuine notice names the refund, each time the same, and nothing that could be taken for its outcome',
    needs: 'notices',
    run: async (subject) => {
      const { notices, genuine } = await noticed(subject)
      const notice = notices.read(genuine)
      assert.deepEqual(notices.read(genuine), notice)
      assert.deepEqual(Object.keys(notice).sort(), ['kind', 'noticeId', 'outRefundNo', 'paymentReference'])
    },
  },
  {
    name: 'a notice that a stranger signed, or nobody, is rejected',
    needs: 'notices',
    run: async (subject) => {
      const { notices, request, genuine } = await noticed(subject)
      assertRejected(notices, await subject.noticeOf(request, 'stranger'), 'signature')
      assertRejected(notices, { ...genuine, headers: {} , body: new TextEncoder().encode('{}') }, 'signature', 'malformed')
    },
  },
  {
    name: 'a notice that was changed on its way is rejected, whichever byte it is',
    needs: 'notices',
    run: async (subject) => {
      const { notices, genuine } = await noticed(subject)
      for (let at = 0; at < genuine.body.length; at++) assertRejected(notices, { ...genuine, body: flipped(genuine.body, at) }, 'signature', 'malformed')
    },
  },
  {
    name: 'a genuine notice that is played back much later is rejected',
    needs: 'notices',
    run: async (subject) => {
      const { notices, genuine } = await noticed(subject)
      assertRejected(notices, { ...genuine, receivedAt: addMilliseconds(genuine.receivedAt, LATE_MS) }, 'too-old')
      assertRejected(notices, { ...genuine, receivedAt: addMilliseconds(genuine.receivedAt, -LATE_MS) }, 'too-old')
    },
  },
]
