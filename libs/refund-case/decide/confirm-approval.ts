import type { Decision, Refusal } from '@recourse/kernel'
import type { ConfirmApproval, RejectApproval } from '../commands.js'
import { ApprovalConfirmed, RefundApproved } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase, Proposal } from '../state.js'
import { outcomeOf } from './approval.js'
import { MANUAL } from './approve-refund.js'
import { notIn, reviewerIsRequester } from './guards.js'
import { openStage, type Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** The checker's half: by another person, for exactly what was proposed. */
export const confirmApproval = (command: ConfirmApproval, state: OpenedCase, rules: Rules): Decision => {
  const refusal = notIn(state, 'decision') ?? notAChecker(command, state, state.proposal!) ?? trainingMissing(command, rules)
  if (refusal) return refusal
  const { amount, breakdown, citations, approvalHash } = state.proposal!
  return [ApprovalConfirmed({ approvalHash }), RefundApproved({
    outcome: outcomeOf(amount, state), amount, breakdown: [...breakdown], citations: [...citations],
    ruleId: MANUAL, pack: state.pack, opens: openStage(rules, 'payout', command.now),
  })]
}

/** Maker ≠ checker by person, whatever their roles; a checker is nobody who asked, receives, or handled the case with the customer. */
export const notAChecker = ({ actor, approvalHash }: ConfirmApproval | RejectApproval, state: OpenedCase, proposal: Proposal): Refusal | undefined => {
  if (actor.id === proposal.maker) return refuse('CheckerIsMaker')
  if (state.agents.includes(actor.id)) return refuse('CheckerIsAgent')
  return reviewerIsRequester(actor.id, state)
    ?? (approvalHash === proposal.approvalHash ? undefined : refuse('ApprovalChanged', { approvalHash: proposal.approvalHash }))
}
