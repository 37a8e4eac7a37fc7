import { describe, expect, it } from '@jest/globals'
import { isRefusal, type Decision } from '@recourse/kernel'
import type { RefundCaseCommand } from '../commands.js'
import { PHASES, type Phase } from '../phases.js'
import {
  approve, cny, closedPaid, command, evidence, finding, inAppeal, inDecision, inPayout, inReceipt, inReview, inSettlement, judge, lodge, newCase, orderFacts, propose,
  requestPayout, requestRefund, SHA, stateOf, type CaseStream,
} from '../testing.js'

const CASES: Readonly<Record<Phase, () => CaseStream>> = {
  intake: () => newCase().given(requestRefund({ reason: 'QUALITY' })),
  review: inReview, settlement: inSettlement, decision: inDecision, appeal: inAppeal, payout: inPayout, receipt: inReceipt, closed: closedPaid,
}

/** Commands that belong to certain phases, well formed, and where they belong; any other place is an illegal transition. */
const BELONG: readonly (readonly [RefundCaseCommand, ...Phase[]])[] = [
  [evidence('chat', 9), 'intake', 'review'],
  [command('AutomaticallyReview', { facts: orderFacts() }), 'review'],
  [command('AssignReview', { assignee: 'qian' }), 'review', 'settlement', 'decision', 'appeal'],
  [finding(), 'review'],
  [command('RequestEvidence', { kinds: ['chat'] }), 'review'],
  [approve(10_000), 'review'],
  [propose(10_000), 'review'],
  [command('CompleteReview', { low: cny(0), high: cny(10_000), breakdown: [] }), 'review'],
  [command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' }), 'review', 'settlement'],
  [command('EndSettlement', { reason: 'FAR_APART' }), 'settlement'],
  [command('ConfirmApproval', { approvalHash: SHA }), 'decision'],
  [command('RejectApproval', { approvalHash: SHA, reason: 'NO' }), 'decision'],
  [lodge(), 'closed'],
  [judge('UPHELD'), 'appeal'],
  [command('WithdrawRefund', {}), 'intake', 'review', 'settlement', 'decision', 'appeal'],
  [command('LoseReservation', { facts: { rest: cny(0) } }), 'intake', 'review', 'settlement', 'decision', 'appeal', 'payout'],
  [requestPayout(10_000), 'payout'],
  [command('CorrectPayoutDetails', { payoutNo: 1, channel: 'SANDBOX' }), 'payout'],
  [command('ResubmitPayout', { payoutNo: 1, facts: { reserved: cny(1) } }), 'payout'],
  [command('CloseUnpayable', {}), 'payout'],
  [command('DisputeReceipt', {}), 'receipt'],
  [command('SendSurvey', { channel: 'SMS' }), 'closed'],
]
const ILLEGAL = BELONG.flatMap(([sent, ...phases]) =>
  (Object.keys(PHASES) as Phase[]).filter((phase) => !phases.includes(phase)).map((phase) => [sent.type, phase, sent] as const))

const codeOf = (decision: Decision): string => (isRefusal(decision) ? `${decision.kind}: ${decision.code}` : 'accepted')

describe('a command in a phase where it does not belong (LS2)', () => {
  it.each(ILLEGAL)('%s in %s is a conflict and leaves no event', (_, phase, sent) => {
    const stream = CASES[phase]()
    const { length } = stream.events
    expect(codeOf(stream.when(sent))).toMatch(/^conflict: (WrongPhase|CaseClosed|AlreadyAppealed)$/)
    expect(stream.events).toHaveLength(length)
    expect(stateOf(stream).phase).toBe(phase)
  })
})
