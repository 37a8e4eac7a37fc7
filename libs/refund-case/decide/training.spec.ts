import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome } from '@recourse/kernel'
import { approve, command, inReview, propose, stateOf } from '../testing.js'

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

  it('is not asked for by a pack that names no course', () => {
    expect(outcome(inReview().when(approve(1)))).toEqual(['RefundApproved'])
  })
})
