import type { Decision } from '@recourse/kernel'
import type { ProposeApproval } from '../commands.js'
import { ApprovalProposed } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { approvalHashOf, citationsOf, notApprovable } from './approval.js'
import { notIn, reviewerIsRequester, settlementNeeded } from './guards.js'
import { openStage, type Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** The maker's half; allowed below the pack's amount too, whenever four eyes are wanted. */
export const proposeApproval = (command: ProposeApproval, state: OpenedCase, rules: Rules): Decision => {
  const { amount, breakdown, actor, now } = command
  const refusal = notIn(state, 'review') ?? settlementNeeded(rules) ?? reviewerIsRequester(actor.id, state) ?? trainingMissing(command, rules) ?? notApprovable(command, state, rules)
  if (refusal) return refusal
  const citations = citationsOf(state, rules)
  const approvalHash = approvalHashOf(state, { amount, breakdown }, citations)
  return [ApprovalProposed({ amount, breakdown, citations, approvalHash, opens: openStage(rules, 'decision', now) })]
}
