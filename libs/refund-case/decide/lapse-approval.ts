import type { Decision } from '@recourse/kernel'
import type { LapseApproval } from '../commands.js'
import { ApprovalLapsed } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { isLapsed } from './confirm-approval.js'
import { openStage, type Rules } from './stage-opening.js'

/** The time to confirm a proposal is up; it goes back to review, where it can be proposed again. */
export const lapseApproval = ({ approvalHash, now }: LapseApproval, state: OpenedCase, rules: Rules): Decision => {
  const { proposal } = state
  if (!proposal?.expiresAt || proposal.approvalHash !== approvalHash || !isLapsed(proposal, now)) return []
  return [ApprovalLapsed({ approvalHash, expiresAt: proposal.expiresAt, opens: openStage(rules, 'review', now) })]
}
