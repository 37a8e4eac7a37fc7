import { type Decision } from '@recourse/kernel'
import type { CompleteReview } from '../commands.js'
import { ReviewCompleted } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { notApprovable } from './approval.js'
import { belowCalculation } from './calculation.js'
import { currencyDiffers, legalOpinionOutstanding, notIn, refuserDecidesAgain, reviewerIsRequester } from './guards.js'
import { openStage, type Rules } from './stage-opening.js'

/** Ends the review with a band; its upper end must be approvable as it stands, and its lower end not below what was computed, so that whatever is agreed inside it is. */
export const completeReview = (command: CompleteReview, state: OpenedCase, rules: Rules): Decision => {
  const { low, high, breakdown, actor, now } = command
  return notIn(state, 'review')
    ?? (rules.pack.settlement.required ? undefined : refuse('SettlementNotOffered'))
    ?? reviewerIsRequester(actor.id, state)
    ?? refuserDecidesAgain(actor.id, state)
    ?? currencyDiffers(low, state.requested.currency)
    ?? (low.minor >= 0 && low.minor <= high.minor ? undefined : refuse('BandUpsideDown', { low, high }))
    ?? legalOpinionOutstanding(state)
    ?? notApprovable({ amount: high, breakdown }, state, rules)
    ?? belowCalculation({ amount: low, breakdown: [] }, state, rules)
    ?? [ReviewCompleted({ band: { low, high }, breakdown: [...breakdown], opens: openStage(rules, 'settlement', now) })]
}
