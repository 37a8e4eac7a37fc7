import { describe, expect, it } from '@jest/globals'
import type { CommandFields } from '@recourse/event-flow'
import { rowsOf } from '@recourse/event-flow/testing'
import { addMilliseconds, money, StreamInMemory, type Instant, type RecordedEvent, type Role } from '@recourse/kernel'
import { AGREEMENT, refundCaseStream, type RefundCase, type RefundCaseCommand } from '@recourse/refund-case'
import { actor, confirmPayout, refundCases, refuse, requestPayout, requestRefund, returnPayout, review, type Asked } from '../../spec-support.js'
import { caseFactProjection, type CaseFact } from './case-fact.projection.js'

const T0: Instant = '2026-03-02T02:00:00.000Z'
const HOUR_ms = 3_600_000
const cny = (minor: number) => money(minor, 'CNY')
const asked: Asked = { caseId: '3f0a9c1e-7b1d-5e5f-8a55-0d1c5e2b7a90', orderId: 'A-1', requested: cny(9_000), now: T0 }

type Stream = StreamInMemory<RefundCase, RefundCaseCommand>
const hours = (n: number): Instant => addMilliseconds(T0, n * HOUR_ms)

/** Sends a command so many hours after the case was opened. */
const at = (stream: Stream, hour: number, fields: CommandFields<RefundCaseCommand>, role: Role = 'service'): Stream =>
  stream.given({ ...fields, id: `${hour}/${fields.type}`, tenant: 'demo', actor: actor(role), now: hours(hour), correlationId: 'c' } as RefundCaseCommand)

const opened = (change: Partial<Asked> = {}, role: Role = 'customer'): Stream =>
  at(new StreamInMemory(refundCases, refundCaseStream('demo', asked.caseId)), 0, requestRefund({ ...asked, ...change }), role)
const approved = (): Stream => at(opened(), 1, review(asked))
const paid = (): Stream => at(at(approved(), 2, requestPayout(cny(9_000))), 5, confirmPayout(1, cny(9_000), T0))
const returned = (): Stream => at(at(paid(), 6, { type: 'ConfirmReceipt' }, 'customer'), 48, returnPayout(1, T0))
const resubmission = (stream: Stream): CommandFields<RefundCaseCommand> =>
  ({ type: 'ResubmitPayout', payoutNo: 1, correctionVersion: stream.events.at(-1)!.version, facts: { reserved: cny(9_000) } })
const paidAgain = (): Stream => {
  const stream = at(returned(), 49, { type: 'CorrectPayoutDetails', payoutNo: 1, channel: 'BANK', consent: { how: 'WRITTEN', reference: 'letter-7' }, personal: { person: 'the customer', fields: { payee: {} } } }, 'finance-maker')
  at(stream, 50, resubmission(stream), 'finance-checker')
  at(stream, 51, { type: 'RecordPayoutSubmitted', payoutNo: 2, channelReference: 'r' })
  at(stream, 55, confirmPayout(2, cny(9_000), T0))
  at(stream, 56, { type: 'ConfirmReceipt' }, 'customer')
  at(stream, 57, { type: 'SendSurvey', channel: 'SMS' })
  return at(stream, 58, { type: 'AnswerSurvey', score: 4 }, 'customer')
}

const factOf = (stream: Stream): CaseFact => rowsOf(caseFactProjection, stream.events)[0]!

describe('case_fact', () => {
  it('begins with what was asked', () => {
    expect(factOf(opened())).toEqual({
      tenant: 'demo', case_id: asked.caseId, version: 2, order_id: 'A-1', pack: 'food-delivery', pack_version: '1.0.0', reason: 'NOT_DELIVERED', origin: 'ONLINE',
      imported: false, currency: 'CNY', requested_minor: 9_000, approved_minor: null, refunded_minor: 0, channel: null, outcome: null, verdict: null,
      requested_at: T0, opened_at: T0, evidence_complete_at: T0, first_action_at: null, decided_at: null, approved_at: null, sent_at: null, confirmed_at: null,
      closed_at: null, escalations: 0, resubmissions: 0, survey_score: null, payouts: {},
    })
  })

  it('keeps the stated time of an import beside the time of recording', () => {
    const requestedAt = '2010-12-31T23:59:00.000Z'
    expect(factOf(opened({ requested: money(100, 'GBP'), requestedAt }, 'importer'))).toMatchObject({ imported: true, requested_at: requestedAt, opened_at: T0 })
  })

  it('knows an approval by rule from a decision by a person', () => {
    expect(factOf(approved())).toMatchObject({ verdict: 'automatic', approved_minor: 9_000, decided_at: hours(1), approved_at: hours(1), first_action_at: hours(1) })
    const finding = { type: 'RecordFinding' as const, item: 'REASON_TRUE', finding: 'NOT_CONFIRMED' as const, evidenceIds: [] }
    const reached = { type: 'RecordContact' as const, channel: 'PHONE' as const, outcome: 'REACHED' as const }
    const refused = at(at(at(opened(), 2, finding, 'reviewer'), 2.5, reached, 'agent'), 3, refuse, 'reviewer')
    expect(factOf(refused)).toMatchObject({ verdict: 'manual', approved_at: null, first_action_at: hours(2), decided_at: hours(3), outcome: 'refused', closed_at: hours(3) })
    expect(factOf(at(refused, 4, { type: 'LodgeAppeal' }, 'agent'))).toMatchObject({ outcome: null, closed_at: null, decided_at: hours(3) })
  })

  it('counts what both sides signed as decided by people, money or not', () => {
    const signed = approved().events.map((event) => (event.type === 'RefundApproved' ? { ...event, data: { ...event.data as object, ruleId: AGREEMENT } } : event))
    expect(rowsOf(caseFactProjection, signed)[0]).toMatchObject({ verdict: 'manual', approved_at: hours(1) })
    const last = signed.at(-1)!
    const remedied = [...signed.slice(0, -1), { ...last, type: 'RemedyAgreed', data: { remedy: 'EXCHANGE', agreement: 'a'.repeat(64) } }]
    expect(rowsOf(caseFactProjection, remedied)[0]).toMatchObject({ verdict: 'manual', approved_at: null, decided_at: hours(1) })
  })

  it('has nothing decided any more when the order cannot cover it', () => {
    const lost = at(approved(), 2, { type: 'LoseReservation', facts: { rest: cny(5_000) } })
    expect(factOf(lost)).toMatchObject({ verdict: null, approved_at: null, approved_minor: null, decided_at: hours(1) })
  })

  it('is paid part by part, and confirmed with the last', () => {
    const half = at(at(approved(), 2, requestPayout(cny(4_000))), 5, confirmPayout(1, cny(4_000), T0))
    expect(factOf(half)).toMatchObject({ refunded_minor: 4_000, sent_at: hours(5), confirmed_at: null, closed_at: null })
    const whole = at(at(half, 6, requestPayout(cny(5_000))), 7, confirmPayout(2, cny(5_000), T0))
    expect(factOf(whole)).toMatchObject({ refunded_minor: 9_000, sent_at: hours(5), confirmed_at: hours(7), resubmissions: 0 })
  })

  it('forgets money that came back, also after the end, and counts what was paid anew', () => {
    expect(factOf(returned())).toMatchObject({ refunded_minor: 0, sent_at: null, confirmed_at: null, outcome: null, closed_at: null })
    expect(factOf(paidAgain())).toMatchObject({
      refunded_minor: 9_000, sent_at: hours(51), confirmed_at: hours(55), outcome: 'paid', closed_at: hours(56), resubmissions: 1, channel: 'BANK', survey_score: 4,
    })
  })

  it('does not count a payout that failed', () => {
    const failed = at(at(at(approved(), 2, requestPayout(cny(9_000))), 3, { type: 'RecordPayoutSubmitted', payoutNo: 1, channelReference: 'r' }), 4, {
      type: 'RecordPayoutFailed', payoutNo: 1, code: 'CARD_NUMBER_WRONG', correctable: true,
    })
    expect(factOf(failed)).toMatchObject({ refunded_minor: 0, sent_at: null, channel: null })
  })

  it('counts a payout that was sent again under its number, from when the channel had it; sent apart from arrived (FO11)', () => {
    const failed = at(at(approved(), 2, requestPayout(cny(9_000))), 3, { type: 'RecordPayoutFailed', payoutNo: 1, code: 'CARD_NUMBER_WRONG', correctable: true })
    at(failed, 4, { type: 'CorrectPayoutDetails', payoutNo: 1, channel: 'SANDBOX', personal: { person: 'the customer', fields: { payee: {} } } }, 'finance-maker')
    at(failed, 5, resubmission(failed), 'finance-checker')
    expect(factOf(failed)).toMatchObject({ resubmissions: 1, sent_at: null, channel: 'SANDBOX' })
    at(at(failed, 6, { type: 'RecordPayoutAbnormal', payoutNo: 1, code: 'PAYEE_UNREACHABLE', channelReference: 'r' }), 9, confirmPayout(1, cny(9_000), T0))
    expect(factOf(failed)).toMatchObject({ refunded_minor: 9_000, sent_at: hours(6), confirmed_at: hours(9), resubmissions: 1 })
  })

  it('counts escalations', () => {
    const dueAt = (opened().state as Extract<RefundCase, { stage: object }>).stage.dueAt
    const late = at(opened(), 13, { type: 'MarkStageOverdue', stage: 'review', dueAt })
    expect(factOf(late)).toMatchObject({ escalations: 1 })
  })

  it.each([1, 2, 5, 1_000])('comes out the same in pages of %i', (size) => {
    const { events } = paidAgain()
    expect(foldInPages(events, size)).toEqual(rowsOf(caseFactProjection, events))
  })
})

/** As the runner does: between two pages the rows go through the database. */
const foldInPages = (events: readonly RecordedEvent[], size: number): CaseFact[] => {
  let stored = '{}'
  for (let start = 0; start < events.length; start += size) {
    const rows = JSON.parse(stored) as Record<string, CaseFact>
    const access = { get: (...key: unknown[]) => rows[key.join()], put: (row: CaseFact) => void (rows[`${row.tenant},${row.case_id}`] = row), delete: () => undefined }
    for (const event of events.slice(start, start + size)) caseFactProjection.reduce(access, event)
    stored = JSON.stringify(rows)
  }
  return Object.values(JSON.parse(stored) as Record<string, CaseFact>)
}
