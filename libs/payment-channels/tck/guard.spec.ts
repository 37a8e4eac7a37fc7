import { randomUUID } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { money, type Texts } from '@recourse/kernel'
import { channelErrors, failureOf } from '../error-messages.js'
import type { ChannelNotices, NoticeEnvelope, PaymentChannel, RefundAnswer, RefundRequest, RefundStatus, StatementLine, UnknownReason } from '../port.js'
import { casesFor, paymentChannelCases } from './cases.js'
import { optionalScenarios, type ChannelUnderTest, type Excuses, type TckMovement } from './subject.js'

const AT = '2026-01-01T00:00:00.000Z'
const rules = { minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, statementUtcOffset_min: 480, refundsPerSecond: 100, queriesPerSecond: 100 }
const acknowledgement = { status: 204, contentType: 'text/plain', body: '' }
const succeeded = { outcome: 'succeeded', channelReference: 'same', settledAt: AT, amount: money(3_000, 'CNY') } as const

interface Behaviour {
  readonly refund: (request: RefundRequest) => RefundAnswer
  readonly status?: (outRefundNo: string) => RefundStatus
  readonly lines?: readonly StatementLine[]
  readonly read?: ChannelNotices['read']
  readonly movements?: readonly TckMovement[]
}

const around = ({ refund, status = () => succeeded, lines = [], read = () => ({ kind: 'unrelated', noticeId: 'N' }), movements = [] }: Behaviour): ChannelUnderTest => {
  const channel: PaymentChannel = {
    name: 'guard', rules, refund: async (request) => refund(request), query: async ({ outRefundNo }) => status(outRefundNo), statement: async () => lines,
    notices: { read, acknowledgement },
  }
  const request = (): RefundRequest => ({
    outRefundNo: randomUUID(),
    paymentReference: randomUUID(),
    amount: money(3_000, 'CNY'),
    paid: money(10_000, 'CNY'),
    reason: 'guard',
  })
  const nothing = async () => {}
  const noticeOf = async (): Promise<NoticeEnvelope> => ({ headers: {}, body: new TextEncoder().encode('{}'), receivedAt: AT })
  return {
    channel, request, noticeOf, cannotHave: {}, corrected: (same) => same, movements: async () => movements, pass: nothing, settle: nothing, endDay: nothing, restart: nothing,
  }
}

const passedBy = async (subject: ChannelUnderTest): Promise<string[]> => {
  const passed: string[] = []
  for (const { name, run } of paymentChannelCases) await run(subject).then(() => passed.push(name), () => {})
  return passed
}

const reasons: readonly UnknownReason[] = ['timeout', 'server-error', 'connection-lost', 'unreadable-answer', 'unverified-answer']
const unknowns = reasons.map((why) => ({ outcome: 'unknown', why, detail: 'guard' }) as const)
const failures = Object.keys(channelErrors).map((code) => ({ outcome: 'failed', ...failureOf(code) }) as const)
const message: Texts = { en: 'guard', 'zh-CN': '守卫' }

const answers: readonly RefundAnswer[] = [{ outcome: 'accepted', channelReference: 'same' }, succeeded, ...failures, ...unknowns]

/** A failure helps a channel that does nothing only when it is the one it also answers. */
const statusesBeside = (answer: RefundAnswer): readonly RefundStatus[] => [
  { outcome: 'not-found' },
  { outcome: 'pending', channelReference: 'same' },
  succeeded,
  ...(answer.outcome === 'failed' ? [answer] : []),
  { outcome: 'abnormal', channelReference: 'same', code: 'PAYEE_UNREACHABLE', action: 'correctable', message },
  { outcome: 'returned', channelReference: 'same', returnedAt: AT, code: 'TRANSFER_RETURNED', action: 'final', message },
  ...unknowns,
]

describe('a channel that does nothing fails every case', () => {
  it.each(answers.map((answer) => [`${answer.outcome} ${'code' in answer ? answer.code : 'why' in answer ? answer.why : ''}`, answer] as const))('always answering %s, whatever it says when it is asked', async (_, answer) => {
    for (const status of statusesBeside(answer)) expect(await passedBy(around({ refund: () => answer, status: () => status }))).toEqual([])
  })

  it('always answering the right amount', async () => {
    expect(await passedBy(around({ refund: ({ amount }) => ({ ...succeeded, amount }) }))).toEqual([])
  })

  it('always throwing', async () => {
    const refund = (): never => {
      throw new RangeError('guard')
    }
    expect(await passedBy(around({ refund }))).toEqual([])
  })

  it.each<[string, ChannelNotices['read']]>([
    ['believing', () => ({ kind: 'refund', noticeId: 'N', outRefundNo: 'same', paymentReference: 'same' })],
    ['rejecting', () => ({ kind: 'rejected', why: 'signature', detail: 'guard' })],
  ])('%s every notice', async (_, read) => {
    expect(await passedBy(around({ refund: () => succeeded, read }))).toEqual([])
  })
})

it('a channel that pays whenever it is asked passes only what a single refund can show', async () => {
  const movements: TckMovement[] = []
  const sent = new Set<string>()
  const refund = ({ outRefundNo, amount }: RefundRequest): RefundAnswer => {
    movements.push({ outRefundNo, direction: 'out', amount, at: AT })
    sent.add(outRefundNo)
    return { ...succeeded, amount }
  }
  const status = (outRefundNo: string): RefundStatus => (sent.has(outRefundNo) ? succeeded : { outcome: 'not-found' })
  expect(await passedBy(around({ refund, status, movements }))).toEqual([
    'a refund moves its amount once and can be queried',
    'a number that was never sent is not found, one that was sent is',
    'every character that a refund number may have, at its full length, can be sent and queried',
  ])
})

describe('leaving something out', () => {
  const because = 'channels of this kind have none'
  const all = [...optionalScenarios, 'notices'] as const

  it('leaves every case about what every channel has', () => {
    const core = paymentChannelCases.filter(({ needs }) => needs === undefined).map(({ name }) => name)
    expect(core.length).toBeGreaterThanOrEqual(24)
    for (const shown of ['closed-account', 'closed'] as const) {
      const cannotHave: Excuses = Object.fromEntries(all.filter((what) => what !== shown).map((what) => [what, because]))
      const left = casesFor(cannotHave)
      expect(left.filter(({ needs }) => needs === undefined).map(({ name }) => name)).toEqual(core)
      expect(left.filter(({ needs }) => needs !== undefined).map(({ needs }) => needs)).toEqual([shown])
    }
  })

  it('is refused for what every channel has, without a reason, and when no final failure is left to show', () => {
    expect(() => casesFor({ 'timeout-after': because } as Excuses)).toThrow('no channel may leave out timeout-after')
    expect(() => casesFor({ busy: '' })).toThrow('without a reason')
    expect(() => casesFor({ closed: because, 'closed-account': because })).toThrow('has to be shown')
  })

  it('concerns only what a case is about: every excuse takes away at least one case', () => {
    for (const what of all) expect(casesFor({ [what]: because }).length).toBeLessThan(paymentChannelCases.length)
  })
})
