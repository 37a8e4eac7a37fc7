import type { Decision } from '@recourse/kernel'
import type { RejectApproval } from '../commands.js'
import { ApprovalRejected } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notAChecker } from './confirm-approval.js'
import { notIn } from './guards.js'
import { openStage, type Rules } from './stage-opening.js'

export const rejectApproval = (command: RejectApproval, state: OpenedCase, rules: Rules): Decision =>
  notIn(state, 'decision')
  ?? notAChecker(command, state, state.proposal!)
  ?? [ApprovalRejected({ approvalHash: command.approvalHash, reason: command.reason, opens: openStage(rules, 'review', command.now) })]
