import type { Decision, Instant, Refusal } from '@recourse/kernel'
import type { ConfirmApproval, RejectApproval } from '../commands.js'
import { ApprovalConfirmed, RefundApproved } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase, Proposal } from '../state.js'
import { outcomeOf } from './approval.js'
import { MANUAL } from './approve-refund.js'
import { legalOpinionOutstanding, notIn, refuserDecidesAgain, reviewerIsRequester } from './guards.js'
import { promisesAt } from './promises.js'
import { openStage, type Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** The checker's half: by another person, for exactly what was proposed. */
export const confirmApproval = (command: ConfirmApproval, state: OpenedCase, rules: Rules): Decision => {
  const refusal = notIn(state, 'decision') ?? notAChecker(command, state, state.proposal!) ?? legalOpinionOutstanding(state) ?? trainingMissing(command, rules)
  if (refusal) return refusal
  const { amount, breakdown, citations, approvalHash } = state.proposal!
  return [ApprovalConfirmed({ approvalHash }), RefundApproved({
    outcome: outcomeOf(amount, state), amount, breakdown: [...breakdown], citations: [...citations],
    ruleId: MANUAL, pack: state.pack, ...promisesAt(command.now, rules), opens: openStage(rules, 'payout', command.now),
  })]
}

/** Maker ≠ checker by person, whatever their roles; a checker is nobody who asked, receives, or handled the case with the customer. */
export const notAChecker = ({ actor, approvalHash, now }: ConfirmApproval | RejectApproval, state: OpenedCase, proposal: Proposal): Refusal | undefined =>
  notACheckerByPerson(actor.id, state, proposal)
    ?? (approvalHash === proposal.approvalHash ? undefined : refuse('ApprovalChanged', { approvalHash: proposal.approvalHash }))
    ?? (isLapsed(proposal, now) ? refuse('ApprovalLapsed', { expiresAt: proposal.expiresAt }) : undefined)

/** Nobody decides on a proposal whose time is up, also before the clock has sent it back. */
export const isLapsed = ({ expiresAt }: Proposal, now: Instant): boolean => expiresAt !== undefined && now >= expiresAt

/** Whoever recorded a finding may check: the two who put their names to the sum are still two persons. */
export const notACheckerByPerson = (person: string, state: OpenedCase, proposal: Proposal): Refusal | undefined => {
  if (person === proposal.maker) return refuse('CheckerIsMaker')
  if (state.agents.includes(person)) return refuse('CheckerIsAgent')
  return reviewerIsRequester(person, state) ?? refuserDecidesAgain(person, state)
}
