import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { money } from '@recourse/kernel'
import type { Failed, RefundAnswer, RefundRequest, RefundStatus, UnknownReason } from '../port.js'
import type { ChannelUnderTest } from './subject.js'

const QUERIES = 5

type Taken = Extract<RefundAnswer, { outcome: 'accepted' | 'succeeded' }>

export const isTaken = (answer: RefundAnswer): answer is Taken => answer.outcome === 'accepted' || answer.outcome === 'succeeded'

export const netMoved = async (subject: ChannelUnderTest, ...outRefundNos: string[]): Promise<number> => {
  const mine = (await subject.movements()).filter((movement) => outRefundNos.includes(movement.outRefundNo))
  return mine.reduce((sum, { direction, amount }) => sum + (direction === 'out' ? amount.minor : -amount.minor), 0)
}

export const assertMoved = async (subject: ChannelUnderTest, request: RefundRequest, times: 0 | 1): Promise<void> =>
  assert.equal(await netMoved(subject, request.outRefundNo), times * request.amount.minor, 'money that left, in minor units')

export const assertTaken = async (subject: ChannelUnderTest, request: RefundRequest): Promise<Taken> => {
  const answer = await subject.channel.refund(request)
  assert(isTaken(answer), JSON.stringify(answer))
  if (answer.outcome === 'succeeded') assert.deepEqual(answer.amount, request.amount)
  return answer
}

/** What a refund that the channel knows ends as, once the channel had its time. */
export const settled = async (subject: ChannelUnderTest, request: RefundRequest): Promise<RefundStatus> => {
  let status = await subject.channel.query(request)
  if (status.outcome !== 'pending') return status
  await subject.settle()
  for (let asked = 0; status.outcome === 'pending' && asked < QUERIES; asked++) status = await subject.channel.query(request)
  return status
}

/** Under the same reference throughout. */
export const assertArrives = async (subject: ChannelUnderTest, request: RefundRequest, channelReference?: string): Promise<void> => {
  const status = await settled(subject, request)
  assert(status.outcome === 'succeeded', JSON.stringify(status))
  assert.deepEqual(status.amount, request.amount)
  if (channelReference !== undefined) assert.equal(status.channelReference, channelReference)
}

/** The channel takes the refund and pays it, at once or later. Answers its reference. */
export const assertSucceeds = async (subject: ChannelUnderTest, request: RefundRequest): Promise<string> => {
  const { channelReference } = await assertTaken(subject, request)
  await assertArrives(subject, request, channelReference)
  return channelReference
}

/** Refused at once: then the channel may know nothing of it; or taken over and failed later. */
export const assertFails = async (subject: ChannelUnderTest, request: RefundRequest, code: string, action: Failed['action']): Promise<void> => {
  const answer = await subject.channel.refund(request)
  const status = await settled(subject, request)
  if (answer.outcome === 'failed') {
    assertFailure(answer, code, action)
    if (status.outcome !== 'not-found') assertFailure(status, code, action)
    return
  }
  assert.equal(answer.outcome, 'accepted', JSON.stringify(answer))
  assertFailure(status, code, action)
}

/** Refused at once, whatever the channel knows of an earlier refund under this number. */
export const assertRefused = async (subject: ChannelUnderTest, request: RefundRequest, code: string): Promise<void> =>
  assertFailure(await subject.channel.refund(request), code, 'final')

const assertFailure = (answer: RefundAnswer | RefundStatus, code: string, action: Failed['action']): void => {
  assert(answer.outcome === 'failed', JSON.stringify(answer))
  assert.equal(answer.code, code)
  assert.equal(answer.action, action)
  assert(answer.message.en.length > 0 && /\p{Script=Han}/u.test(answer.message['zh-CN']), 'a sentence in both languages')
}

export const assertUnknown = async (subject: ChannelUnderTest, request: RefundRequest, why: UnknownReason): Promise<void> => {
  const answer = await subject.channel.refund(request)
  assert(answer.outcome === 'unknown', JSON.stringify(answer))
  assert.equal(answer.why, why)
}

export const assertStatus = async (subject: ChannelUnderTest, request: RefundRequest, outcome: RefundStatus['outcome']): Promise<void> => {
  const status = await subject.channel.query(request)
  assert.equal(status.outcome, outcome, JSON.stringify(status))
}

/** Until the channel takes another refund of the same payment. */
export const spaced = (subject: ChannelUnderTest): Promise<void> => subject.pass(subject.channel.rules.minimumSpacing_ms)

export const another = (request: RefundRequest, amount_minor = request.amount.minor): RefundRequest => ({
  ...request,
  outRefundNo: randomUUID(),
  amount: money(amount_minor, request.amount.currency),
})

export const withAmount = (request: RefundRequest, amount_minor: number): RefundRequest => ({ ...request, amount: money(amount_minor, request.amount.currency) })
