import type { Decision } from '@recourse/kernel'
import type { ProposeApproval } from '../commands.js'
import { ApprovalProposed } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { approvalHashOf, citationsOf, notApprovable } from './approval.js'
import { breakdownOf } from './calculation.js'
import { legalOpinionOutstanding, notIn, refuserDecidesAgain, reviewerIsRequester, settlementNeeded } from './guards.js'
import { momentOf, openStage, type Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** The maker's half; allowed below the pack's amount too, whenever four eyes are wanted. */
export const proposeApproval = (command: ProposeApproval, state: OpenedCase, rules: Rules): Decision => {
  const { amount, actor, now } = command
  const refusal = notIn(state, 'review')
    ?? settlementNeeded(rules)
    ?? reviewerIsRequester(actor.id, state)
    ?? refuserDecidesAgain(actor.id, state)
    ?? trainingMissing(command, rules)
    ?? legalOpinionOutstanding(state)
    ?? notApprovable(command, state, rules)
  if (refusal) return refusal
  const citations = citationsOf(state, rules)
  const breakdown = breakdownOf(command, state)
  const { at: expiresAt, flag } = momentOf(rules.pack.approvalValidFor, now, rules)
  const approvalHash = approvalHashOf(state, { amount, breakdown }, citations, expiresAt)
  return [ApprovalProposed({ amount, breakdown, citations, approvalHash, expiresAt, ...flag, opens: openStage(rules, 'decision', now) })]
}
