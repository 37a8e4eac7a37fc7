import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome } from '@recourse/kernel'
import { accept, AFTER_READING, approve, command, draft, inReview, inSettlement, lodge, offer, people, propose, read, sign, stateOf } from '../testing.js'

const asked = { trainingForDecision: ['refund-policy', 'communication'] }
const trained = { training: ['communication', 'emergency', 'refund-policy'] }
const refusal = command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' })

describe('training (MB20, MB22)', () => {
  it.each([['approve', approve(1)], ['propose', propose(1)], ['refuse', refusal]])('is needed to %s: TrainingMissing', (_, decision) => {
    expect(inReview(asked).when(decision)).toMatchObject({ code: 'TrainingMissing', kind: 'forbidden', details: { courses: ['refund-policy', 'communication'] } })
    expect(inReview(asked).when({ ...decision, facts: { training: ['refund-policy'] } })).toMatchObject({ details: { courses: ['communication'] } })
    expect(outcome(inReview(asked).when({ ...decision, facts: trained }))).toEqual([expect.any(String), ...(decision === refusal ? ['RefundCaseClosed'] : [])])
  })

  it('is needed to confirm what a trained person proposed', () => {
    const stream = inReview(asked).given({ ...propose(10_000), facts: trained })
    const confirm = command('ConfirmApproval', { approvalHash: stateOf(stream).proposal!.approvalHash })
    expect(outcome(stream.when(confirm))).toBe('refused: TrainingMissing')
    expect(outcome(stream.when({ ...confirm, facts: trained }))).toEqual(['ApprovalConfirmed', 'RefundApproved'])
  })

  it('is needed to sign for the operator, not of the customer', () => {
    const stream = inSettlement(asked).given(offer(5_000, { by: people.agent }))
    stream.given(accept(stream), draft(1), read())
    expect(outcome(stream.when(sign({ by: people.supervisor })))).toBe('refused: TrainingMissing')
    expect(outcome(stream.when({ ...sign({ by: people.supervisor }), facts: trained }))).toEqual(['AgreementSigned'])
    expect(outcome(stream.when(sign({ now: AFTER_READING })))).toEqual(['AgreementSigned', 'RefundApproved'])
  })

  it('is needed to decide an appeal', () => {
    const stream = inReview(asked).given({ ...refusal, facts: trained }, lodge())
    const decide = command('DecideAppeal', { outcome: 'UPHELD' })
    expect(outcome(stream.when(decide))).toBe('refused: TrainingMissing')
    expect(outcome(stream.when({ ...decide, facts: trained }))).toEqual(['AppealDecided', 'RefundCaseClosed'])
  })

  it('is not asked for by a pack that names no course', () => {
    expect(outcome(inReview().when(approve(1)))).toEqual(['RefundApproved'])
  })
})
