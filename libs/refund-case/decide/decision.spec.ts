import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome } from '@recourse/kernel'
import { approve, cny, command, inDecision, inReview, newCase, people, propose, requestRefund, finding, stateOf, type CaseStream } from '../testing.js'

const confirm = (stream: CaseStream, by = people.supervisor, approvalHash = stateOf(stream).proposal!.approvalHash) =>
  stream.when(command('ConfirmApproval', { approvalHash }, { by }))
const reject = (stream: CaseStream, by = people.supervisor, approvalHash = stateOf(stream).proposal!.approvalHash) =>
  stream.when(command('RejectApproval', { approvalHash, reason: 'TOO_MUCH' }, { by }))

describe('approval by one person', () => {
  it('is full or partial by the amount, cites the law and opens the payout', () => {
    expect(inReview().when(approve(10_000))).toMatchObject([
      { data: { outcome: 'FULL', ruleId: 'MANUAL', citations: [{ law: '电商法' }], opens: { stage: 'payout' } } },
    ])
    expect(inReview().when(approve(9_999))).toMatchObject([{ data: { outcome: 'PARTIAL', amount: cny(9_999) } }])
  })

  it('carries a breakdown that adds up, deductions included', () => {
    const breakdown = [{ label: 'paid', minor: 10_000 }, { label: 'consumed', minor: -2_500 }]
    const approved = (minor: number) => inReview().when(command('ApproveRefund', { amount: cny(minor), breakdown }))
    expect(outcome(approved(7_500))).toEqual(['RefundApproved'])
    expect(outcome(approved(7_501))).toBe('refused: BreakdownDoesNotAddUp')
  })

  it.each([
    ['AmountNotPositive', approve(0)],
    ['AmountAboveRequested', approve(10_001)],
    ['CurrencyDiffers', command('ApproveRefund', { amount: { minor: 1, currency: 'GBP' }, breakdown: [] })],
    ['RoleNotPermitted', approve(1, { by: people.service })],
    ['RoleNotPermitted', approve(1, { by: people.agent })],
  ])('is refused: %s', (code, approval) => {
    expect(outcome(inReview().when(approval))).toBe(`refused: ${code}`)
  })

  it('ends at the pack\'s amount: SecondApproverNeeded above it', () => {
    const big = () => newCase().given(requestRefund({ requested: cny(60_000) }), finding())
    expect(outcome(big().when(approve(50_000)))).toEqual(['RefundApproved'])
    expect(big().when(approve(50_001))).toMatchObject({ code: 'SecondApproverNeeded', details: { above_minor: 50_000 } })
    expect(outcome(big().when(propose(50_001)))).toEqual(['ApprovalProposed'])
  })

  it('needs the review: WrongPhase', () => {
    expect(outcome(inDecision().when(approve(1)))).toBe('refused: WrongPhase')
  })
})

describe('approval by two people', () => {
  it('is confirmed by another person, exactly as proposed', () => {
    const stream = inDecision()
    expect(stateOf(stream)).toMatchObject({ phase: 'decision', stage: { role: 'supervisor' }, proposal: { maker: 'zhao' } })
    expect(outcome(confirm(stream))).toEqual(['ApprovalConfirmed', 'RefundApproved'])
    expect(stateOf(stream)).toMatchObject({ phase: 'payout', approved: cny(10_000) })
  })

  it('goes back to review when the second person does not agree', () => {
    const stream = inDecision()
    expect(outcome(reject(stream))).toEqual(['ApprovalRejected'])
    expect(stateOf(stream)).toMatchObject({ phase: 'review', proposal: undefined })
  })

  it('binds to what was seen: another proposal has another hash', () => {
    const stream = inDecision()
    const seen = stateOf(stream).proposal!.approvalHash
    reject(stream)
    stream.given(propose(9_000))
    expect(outcome(confirm(stream, people.supervisor, seen))).toBe('refused: ApprovalChanged')
  })

  it.each([['confirm', confirm], ['reject', reject]] as const)('keeps maker and checker apart by person: %s', (_, decide) => {
    const both = { id: people.reviewer.id, roles: ['reviewer', 'supervisor', 'finance-checker'] as const }
    expect(outcome(decide(inDecision(), both as never))).toBe('refused: CheckerIsMaker')
  })

  it.each([
    ['took the case over', command('TakeOver', { reason: 'upset customer' }, { by: people.supervisor })],
    ['spoke with the customer', command('RecordContact', { channel: 'PHONE', outcome: 'REACHED' }, { by: people.supervisor })],
  ])('has no checker who %s: CheckerIsAgent', (_, handled) => {
    expect(outcome(confirm(inReview().given(handled, propose(10_000))))).toBe('refused: CheckerIsAgent')
  })

  it('has no checker who receives the money: ReviewerIsRequester', () => {
    expect(outcome(confirm(inDecision(), { id: people.customer.id, roles: ['supervisor'] } as never))).toBe('refused: ReviewerIsRequester')
  })

  it('cannot be confirmed before it is proposed: WrongPhase', () => {
    expect(outcome(inReview().when(command('ConfirmApproval', { approvalHash: 'x' })))).toBe('refused: WrongPhase')
  })
})

describe('refusal', () => {
  const refuseIt = command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' })

  it('names reason, clause, law and the way to appeal, and closes the case', () => {
    const stream = inReview()
    expect(stream.when(refuseIt)).toMatchObject([
      { type: 'RefundRefused', data: { outcome: 'NONE', reason: 'NOT_TRUE', clause: 'time', citations: [{ law: '消法' }], appealRoute: { en: 'ask again' } } },
      { type: 'RefundCaseClosed', data: { outcome: 'refused' } },
    ])
    expect(outcome(stream.when(refuseIt))).toBe('refused: CaseClosed')
  })

  it('rests on a clause of the pack: UnknownClause', () => {
    expect(outcome(inReview().when(command('RefuseRefund', { reason: 'x', clause: 'none' })))).toBe('refused: UnknownClause')
  })

  it('is never by a machine: RoleNotPermitted', () => {
    expect(outcome(inReview().when({ ...refuseIt, actor: people.service }))).toBe('refused: RoleNotPermitted')
  })
})
