import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import type { PayoutPromise } from '../events/index.js'
import { AFTER_READING, cny, command, confirmPayout, DAY_ms, drafted, failPayout, inPayout, NEGOTIATING, people, PROMISING, requestPayout, resubmitPayout, sign, stateOf, T0, type CaseStream } from '../testing.js'

const promised = () => inPayout(PROMISING)
const late = (stream: CaseStream, promise: PayoutPromise, changes: { early_ms?: number } = {}) => {
  const dueAt = stateOf(stream).promises?.[promise] ?? T0
  return command('MarkPayoutLate', { promise, dueAt }, { now: addMilliseconds(dueAt, -(changes.early_ms ?? 0)) })
}
const submitted = (payoutNo: number) => command('RecordPayoutSubmitted', { payoutNo, channelReference: 'r' })

describe('promises about the money (MC12, FO11)', () => {
  it('say when it is sent apart from when it arrives, and are made with the approval', () => {
    expect(stateOf(promised()).promises).toEqual({ sent: addMilliseconds(T0, DAY_ms), arrived: addMilliseconds(T0, 3 * DAY_ms) })
    expect(stateOf(inPayout()).promises).toBeUndefined()
  })

  it('that are broken are recorded once, and not before their time', () => {
    const stream = promised()
    expect(outcome(stream.when(late(stream, 'sent', { early_ms: 1 })))).toEqual([])
    expect(stream.when(late(stream, 'sent'))).toMatchObject([{ type: 'PayoutLate', data: { promise: 'sent', dueAt: addMilliseconds(T0, DAY_ms) } }])
    expect(outcome(stream.when(late(stream, 'sent')))).toEqual([])
    expect(outcome(stream.when(late(stream, 'arrived')))).toEqual(['PayoutLate'])
    expect(outcome(promised().when(command('MarkPayoutLate', { promise: 'sent', dueAt: T0 })))).toEqual([])
  })

  it('are kept apart: what was sent in time may arrive late', () => {
    const stream = promised().given(requestPayout(10_000), submitted(1))
    expect(outcome(stream.when(late(stream, 'sent')))).toEqual([])
    expect(outcome(stream.when(late(stream, 'arrived')))).toEqual(['PayoutLate'])
    const failed = promised().given(requestPayout(10_000), submitted(1), failPayout(1))
    expect(outcome(failed.when(late(failed, 'sent')))).toEqual(['PayoutLate'])
  })

  it('are about the whole sum, also where it is paid in parts', () => {
    const stream = promised().given(requestPayout(4_000), confirmPayout(1, 4_000))
    expect(outcome(stream.when(late(stream, 'sent')))).toEqual(['PayoutLate'])
    stream.given(requestPayout(6_000), confirmPayout(2, 6_000))
    expect(outcome(stream.when(late(stream, 'arrived')))).toEqual([])
  })

  it('of an agreement are the day that both sides signed', () => {
    const stream = drafted().given(sign({ by: { id: 'boss', roles: ['supervisor'] } }), sign({ now: AFTER_READING }))
    expect(NEGOTIATING.payout).toBeUndefined()
    expect(stateOf(stream).promises).toEqual({ agreed: stateOf(stream).stage.dueAt })
    expect(outcome(stream.when(late(stream, 'agreed')))).toEqual(['PayoutLate'])
  })
})

describe('interest on money that came late (MC12)', () => {
  const paidAfter = (days: number, changes = PROMISING) =>
    inPayout(changes).given(requestPayout(10_000), arrived(days))
  const arrived = (days: number, recorded = days) =>
    ({ ...confirmPayout(1, 10_000, { now: addMilliseconds(T0, recorded * DAY_ms) }), settledAt: addMilliseconds(T0, days * DAY_ms) })
  const accrue = (rate_bp?: number, payoutNo = 1) => command('AccrueLateInterest', { payoutNo, facts: rate_bp === undefined ? {} : { rate_bp } })

  it('runs from the day it was due to the day it came, by the article of the pack, once', () => {
    const stream = paidAfter(33)
    expect(stream.when(accrue(300))).toMatchObject([{
      type: 'LateInterestAccrued',
      data: { payoutNo: 1, principal: cny(10_000), from: '2026-03-05', to: '2026-04-04', rate_bp: 300, amount: cny(25), citation: { article: '第16条' } },
    }])
    expect(outcome(stream.when(accrue(300)))).toEqual([])
  })

  it('of money that came late, came back and was paid again runs on from where it stopped: no day counts twice', () => {
    const stream = paidAfter(33).given(accrue(300), command('RecordPayoutReturned', { payoutNo: 1, code: 'ACCOUNT_CLOSED', returnedAt: addMilliseconds(T0, 34 * DAY_ms) }))
    stream.given(command('CorrectPayoutDetails', { payoutNo: 1, channel: 'SANDBOX' }, { by: people.financeMaker }), resubmitPayout(1, 10_000), { ...arrived(43), payoutNo: 2 })
    expect(stream.when(accrue(300, 2))).toMatchObject([{ data: { payoutNo: 2, from: '2026-04-04', to: '2026-04-14', amount: cny(9) } }])
  })

  it('is not owed for time that only the channel\'s clock has seen', () => {
    expect(outcome(inPayout(PROMISING).given(requestPayout(10_000), arrived(33, 1)).when(accrue(300)))).toEqual([])
  })

  it('waits for a rate that nobody knows yet, and is lost by nobody', () => {
    const stream = paidAfter(33)
    expect(outcome(stream.when(accrue()))).toBe('refused: LateInterestRateUnknown')
    expect(outcome(stream.when(accrue(300)))).toEqual(['LateInterestAccrued'])
    expect(outcome(stream.when(accrue()))).toEqual([])
  })

  it('is owed neither in time nor without a law, whatever the rate', () => {
    for (const rate_bp of [300, undefined]) expect(outcome(paidAfter(3).when(accrue(rate_bp)))).toEqual([])
    expect(outcome(paidAfter(33, { payout: { sentWithin: { hours: 24 }, arrivesWithin: { hours: 72 } } }).when(accrue(300)))).toEqual([])
    expect(outcome(paidAfter(33).when(accrue(300, 2)))).toBe('refused: UnknownPayout')
  })
})
