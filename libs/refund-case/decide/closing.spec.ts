import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import { approve, closedPaid, closedRefused, command, confirmPayout, DAY_ms, inPayout, inReceipt, judge, lodge, people, requestPayout, stateOf, T0 } from '../testing.js'

const confirm = command('ConfirmReceipt', {})
const dispute = command('DisputeReceipt', {})
const autoConfirm = (now: string) => command('AutoConfirmReceipt', {}, { now })
const send = command('SendSurvey', { channel: 'SMS' })
const answer = (score: number) => command('AnswerSurvey', { score })

describe('receipt', () => {
  it('confirmed by the customer closes the case, once (MC13)', () => {
    const stream = inReceipt()
    expect(outcome(stream.when(confirm))).toEqual(['ReceiptConfirmed', 'RefundCaseClosed'])
    expect(outcome(stream.when(confirm))).toEqual([])
  })

  it('confirms itself when the pack\'s days are over, not before (MC13)', () => {
    const stream = inReceipt()
    const lastMoment = '2026-03-05T15:59:59.999Z'
    expect(outcome(stream.when(autoConfirm(addMilliseconds(lastMoment, -1))))).toEqual([])
    expect(outcome(stream.when(command('MarkStageOverdue', { stage: 'receipt', dueAt: stateOf(stream).stage.dueAt }, { now: lastMoment })))).toEqual([])
    expect(outcome(stream.when(autoConfirm(lastMoment)))).toEqual(['ReceiptAutoConfirmed', 'RefundCaseClosed'])
    expect(outcome(stream.when(autoConfirm(addMilliseconds(T0, 4 * DAY_ms))))).toEqual([])
  })

  it('disputed waits for a person, in a stage that is opened anew (MC13)', () => {
    const stream = inReceipt()
    expect(stream.when(dispute)).toMatchObject([{ type: 'ReceiptDisputed', data: { opens: { stage: 'receipt', role: 'agent' } } }])
    expect(outcome(stream.when(dispute))).toEqual([])
    expect(outcome(stream.when(autoConfirm(addMilliseconds(T0, 9 * DAY_ms))))).toEqual([])
    expect(outcome(stream.when(confirm))).toEqual(['ReceiptConfirmed', 'RefundCaseClosed'])
  })

  it('may be disputed again on another day, and only then (MC13)', () => {
    const stream = inReceipt().given(dispute)
    const again = (later_ms: number) => command('DisputeReceipt', {}, { now: addMilliseconds(T0, later_ms) })
    expect(outcome(stream.when(again(DAY_ms - 1)))).toEqual([])
    expect(outcome(stream.when(again(DAY_ms)))).toEqual(['ReceiptDisputed'])
    expect(outcome(stream.when(again(DAY_ms + 1)))).toEqual([])
  })

  it('comes after the money: WrongPhase', () => {
    expect(outcome(inPayout().when(confirm))).toBe('refused: WrongPhase')
    expect(outcome(inPayout().when(dispute))).toBe('refused: WrongPhase')
  })
})

describe('survey', () => {
  it('is sent once, after closing', () => {
    expect(outcome(inReceipt().when(send))).toBe('refused: WrongPhase')
    const stream = closedPaid()
    expect(outcome(stream.when(send))).toEqual(['SurveySent'])
    expect(outcome(stream.when(send))).toEqual([])
  })

  it('is answered once: SurveyAlreadyAnswered', () => {
    const stream = closedPaid().given(send)
    expect(stream.when(answer(4))).toMatchObject([{ type: 'SurveyAnswered', data: { score: 4, cycle_ms: 0 } }])
    expect(outcome(stream.when(answer(5)))).toBe('refused: SurveyAlreadyAnswered')
  })

  it('of a case without payment has no cycle time', () => {
    const [event] = closedRefused().given(send).when(answer(1)) as unknown as { data: object }[]
    expect(event!.data).toEqual({ score: 1 })
  })

  it('is asked once more about the final outcome of a case whose refusal was overturned', () => {
    const stream = closedRefused().given(send, answer(1), lodge(), judge('OVERTURNED'))
    expect(outcome(stream.when(answer(5)))).toBe('refused: SurveyNotSent')
    stream.given(approve(10_000, { by: people.supervisor }), requestPayout(10_000), confirmPayout(1, 10_000), confirm)
    expect(outcome(stream.when(send))).toEqual(['SurveySent'])
    expect(outcome(stream.when(send))).toEqual([])
    expect(outcome(stream.when(answer(5)))).toEqual(['SurveyAnswered'])
  })

  it('is asked before it is answered: SurveyNotSent', () => {
    expect(outcome(closedPaid().when(answer(4)))).toBe('refused: SurveyNotSent')
  })

  it.each([0, 6, 3.5, Number.NaN])('has a score from 1 to 5: ScoreOutOfRange for %p', (score) => {
    expect(outcome(closedPaid().given(send).when(answer(score)))).toBe('refused: ScoreOutOfRange')
  })
})

describe('a closed case', () => {
  it.each([
    ['RecordContact', command('RecordContact', { channel: 'PHONE', outcome: 'REACHED' })],
    ['TakeOver', command('TakeOver', { reason: 'x' })],
    ['DisputeReceipt', dispute],
    ['AssignReview', command('AssignReview', { assignee: 'zhao' })],
    ['AcknowledgeClause', command('AcknowledgeClause', { clauseId: 'time', sha256: 'a'.repeat(64) })],
  ])('refuses %s: CaseClosed', (_, late) => {
    expect(outcome(closedPaid().when(late))).toBe('refused: CaseClosed')
  })

  it('still takes a complaint, once', () => {
    const link = command('LinkComplaint', { complaintId: 'k-1' })
    const stream = closedRefused()
    expect(stream.when(link)).toMatchObject([{ type: 'ComplaintLinked', data: { complaintId: 'k-1', phase: 'closed' } }])
    expect(outcome(stream.when(link))).toEqual([])
  })
})

describe('taking over', () => {
  it('is recorded once per person in a row', () => {
    const take = command('TakeOver', { reason: 'upset customer' }, { by: people.agent })
    const stream = inPayout()
    expect(outcome(stream.when(take))).toEqual(['TakenOver'])
    expect(outcome(stream.when(take))).toEqual([])
    expect(stateOf(stream).agents).toEqual(['li'])
  })
})
