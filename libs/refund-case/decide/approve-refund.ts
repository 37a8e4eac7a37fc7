import type { Decision } from '@recourse/kernel'
import type { ApproveRefund } from '../commands.js'
import { RefundApproved } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { citationsOf, notApprovable, outcomeOf } from './approval.js'
import { breakdownOf } from './calculation.js'
import { legalOpinionOutstanding, notIn, refuserDecidesAgain, reviewerIsRequester, settlementNeeded } from './guards.js'
import { secondApproverNeeded } from './second-approver.js'
import { promisesAt } from './promises.js'
import { openStage, type Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** One person decides, as long as the pack asks for no second one. */
export const approveRefund = (command: ApproveRefund, state: OpenedCase, rules: Rules): Decision => {
  const { amount, actor, now } = command
  return notIn(state, 'review')
    ?? settlementNeeded(rules)
    ?? reviewerIsRequester(actor.id, state)
    ?? trainingMissing(command, rules)
    ?? refuserDecidesAgain(actor.id, state)
    ?? legalOpinionOutstanding(state)
    ?? notApprovable(command, state, rules)
    ?? secondApproverNeeded(amount, state, rules)
    ?? [RefundApproved({
      outcome: outcomeOf(amount, state), amount, breakdown: breakdownOf(command, state), citations: citationsOf(state, rules),
      ruleId: MANUAL, pack: state.pack, ...promisesAt(now, rules), opens: openStage(rules, 'payout', now),
    })]
}

/** The rule id of a decision that a person took. */
export const MANUAL = 'MANUAL'
