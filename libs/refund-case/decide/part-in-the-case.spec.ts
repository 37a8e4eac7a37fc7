import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome, type Actor } from '@recourse/kernel'
import {
  accept, AFTER_READING, approve, calculate, closedPaid, cny, command, completeReview, draft, drafted, evidence, failPayout, finding, inAppeal, inPayout, inReview,
  inSettlement, judge, lodge, NEGOTIATING, newCase, offer, orderFacts, people, PREPAID, read, requestPayout, requestRefund, resubmitPayout, sign, stateOf, T0, type CaseStream,
} from '../testing.js'

const refuseIt = (by: Actor = people.reviewer) => command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' }, { by })
const byJudge = { by: people.judge }

describe('an appeal is judged by nobody who', () => {
  const opinion = command('RequestLegalOpinion', {})
  it.each<[string, () => CaseStream]>([
    ['computed the sum', () => inReview(PREPAID).given(calculate({}, byJudge))],
    ['asked for a legal opinion', () => inReview().given(command('RequestLegalOpinion', {}, byJudge), command('RecordLegalOpinion', { finding: 'NOT_OWED' }))],
    ['gave it', () => inReview().given(opinion, command('RecordLegalOpinion', { finding: 'NOT_OWED' }, byJudge))],
    ['approved before the money was gone', () => inReview().given(approve(10_000, byJudge), command('LoseReservation', { facts: { rest: cny(50) } }))],
    ['ended the negotiation', () => inSettlement().given(command('EndSettlement', { reason: 'FAR_APART' }, byJudge))],
    ['signed for the operator', () => drafted().given(sign(byJudge))],
  ])('%s: AppealDeciderTookPart', (_, handled) => {
    expect(outcome(handled().given(refuseIt(), lodge()).when(judge('UPHELD')))).toBe('refused: AppealDeciderTookPart')
  })

  it('handed in evidence for the customer', () => {
    const both: Actor = { id: 'both', roles: ['agent', 'supervisor'] }
    const handed = newCase().given(requestRefund({ reason: 'QUALITY' }), { ...evidence('purchase'), actor: both }, evidence('other'), finding(), refuseIt(), lodge())
    expect(outcome(handed.when(judge('UPHELD', { by: both })))).toBe('refused: AppealDeciderTookPart')
  })

  it('was not told the legal opinion that was asked for (MB43): LegalOpinionOutstanding', () => {
    expect(outcome(inAppeal().given(command('RequestLegalOpinion', {})).when(judge('UPHELD')))).toBe('refused: LegalOpinionOutstanding')
  })
})

it('does not count a customer, or the machine, among those who reviewed the case', () => {
  const offered = inSettlement().given(offer(5_000))
  offered.given(accept(offered, { by: people.agent }), draft(1), read(), sign({ now: AFTER_READING }))
  expect(stateOf(offered).reviewers).toEqual([people.reviewer.id, people.agent.id])
  const byMachine = newCase().given(requestRefund(), command('AutomaticallyReview', { facts: orderFacts() }))
  expect(stateOf(byMachine)).toMatchObject({ phase: 'payout', reviewers: [] })
})

it('lets nobody whose refusal was overturned sign for the operator: RefuserMayNotDecideAgain', () => {
  const reopened = inReview(NEGOTIATING).given(refuseIt(people.supervisor), lodge(), judge('OVERTURNED'), completeReview(2_000, 8_000), offer(5_000, { by: people.agent }))
  reopened.given(accept(reopened), draft(1), read(), sign({ now: AFTER_READING }))
  expect(outcome(reopened.when(sign({ by: people.supervisor })))).toBe('refused: RefuserMayNotDecideAgain')
  expect(outcome(reopened.when(sign(byJudge)))).toEqual(['AgreementSigned', 'RefundApproved'])
})

describe('who gets the money', () => {
  const self: Actor = { id: people.customer.id, roles: ['customer', 'agent', 'reviewer', 'supervisor', 'finance-maker', 'finance-checker', 'operations'] }
  const inDispute = () => closedPaid().given(command('OpenExternalDispute', { body: 'COURT', reference: '17' }))
  it.each([
    ['gives the review to a friend', inReview, command('AssignReview', { assignee: 'friend' }, { by: self })],
    ['stops its clock', inReview, command('RequestEvidence', { kinds: ['chat'] }, { by: self })],
    ['takes it over', inReview, command('TakeOver', { reason: 'MINE' }, { by: self })],
    ['asks the lawyer', inReview, command('RequestLegalOpinion', {}, { by: self })],
    ['is the lawyer', () => inReview().given(command('RequestLegalOpinion', {})), command('RecordLegalOpinion', { finding: 'OWED' }, { by: self })],
    ['reports that the money came back', closedPaid, command('RecordPayoutReturned', { payoutNo: 1, code: 'CLOSED', returnedAt: T0 }, { by: self })],
    ['releases a hold', inDispute, command('ReleaseLegalHold', { reason: 'OVER' }, { by: self })],
  ])('does nothing as staff: %s', (_, stream, own) => {
    expect(outcome(stream().when(own))).toBe('refused: ReviewerIsRequester')
  })

  it('is not paid again by themselves, nor by whoever asked for them', () => {
    const corrected = () => inPayout().given(requestPayout(10_000), failPayout(1), command('CorrectPayoutDetails', { payoutNo: 1, channel: 'SANDBOX' }, { by: people.financeMaker }))
    const resubmit = (by: Actor) => resubmitPayout(1, 10_000, { by })
    expect(outcome(corrected().when(resubmit(self)))).toBe('refused: ReviewerIsRequester')
    expect(outcome(corrected().when(resubmit(people.financeChecker)))).toEqual(['PayoutResubmitted'])
  })
})

describe('the machine leaves a case to people', () => {
  const look = command('AutomaticallyReview', { facts: orderFacts() })
  const opened = () => newCase().given(requestRefund())
  it.each<[string, () => CaseStream]>([
    ['who have asked for evidence', () => opened().given(command('RequestEvidence', { kinds: ['chat'] }))],
    ['who have found something against it', () => opened().given(command('RecordFinding', { item: 'REASON_TRUE', finding: 'NOT_CONFIRMED', evidenceIds: [] }))],
    ['when the order has lost the money, whatever the pack says', () =>
      newCase({ automaticReview: [{ id: 'all', verdict: 'APPROVE' }] }).given(requestRefund(), command('LoseReservation', { facts: { rest: cny(10) } }))],
  ])('%s', (_, stream) => {
    expect(outcome(stream().when(look))).toEqual(['AutoReviewed'])
  })
})

it('evidence that a refusal cut short can be asked for again after an appeal, with a time of its own', () => {
  const again = inReview().given(command('RequestEvidence', { kinds: ['chat'] }), refuseIt(), lodge(), judge('OVERTURNED'))
  expect(stateOf(again)).toMatchObject({ missingEvidence: ['chat'], pauses: [] })
  expect(outcome(again.when(command('RequestEvidence', { kinds: ['chat'] })))).toEqual(['EvidenceRequested'])
  expect(outcome(again.when(command('RequestEvidence', { kinds: ['chat'] })))).toEqual([])
})

it('a band that begins below what the law gives back of a prepaid contract is refused: BelowCalculation', () => {
  const computed = () => inReview({ ...NEGOTIATING, ...PREPAID }).given(calculate())
  expect(outcome(computed().when(completeReview(1, 10_000)))).toBe('refused: BelowCalculation')
  expect(outcome(computed().when(completeReview(10_000, 10_000)))).toEqual(['ReviewCompleted'])
})
