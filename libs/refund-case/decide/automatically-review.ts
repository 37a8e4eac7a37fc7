import { millisecondsBetween, type Decision, type Instant, type NewEvent } from '@recourse/kernel'
import { assessRisk, evaluateAutomaticReview, evaluateCondition, reasonOf, type AutomaticReview, type ReviewInputs, type RiskAssessment } from '@recourse/policy'
import type { AutomaticallyReview } from '../commands.js'
import { AutoReviewed, RefundApproved, RiskAssessed } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'
import { secondApproverNeeded } from './second-approver.js'
import { promisesAt } from './promises.js'
import { openStage, type Rules } from './stage-opening.js'

const DAY_ms = 86_400_000

/**
 * Once a case: the first rule of the pack that fits approves in full, or refers to a person.
 * A machine never refuses, and never stands in for a second approver.
 */
export const automaticallyReview = (command: AutomaticallyReview, state: OpenedCase, rules: Rules): Decision => {
  const wrongPhase = notIn(state, 'review')
  if (wrongPhase) return wrongPhase
  if (state.autoReviewed) return []
  const { pack } = rules
  const risk = riskOf(command, state, rules)
  const { verdict, ruleId, inputs } = cautious(risk, evaluateAutomaticReview(pack, reviewInputs(state, command.facts, command.now)))
  const reviewed = [...assessedIn(risk, state), AutoReviewed({ verdict, ruleId, inputs, pack: state.pack, policyFit: evaluateCondition(pack.policyFit, inputs) })]
  if (verdict === 'REFER' || needsPerson(state, rules)) return reviewed
  return [...reviewed, RefundApproved({
    outcome: 'FULL', amount: state.requested, breakdown: [], citations: [...reasonOf(pack, state.reason)!.citations],
    ruleId, pack: state.pack, ...promisesAt(command.now, rules), opens: openStage(rules, 'payout', command.now),
  })]
}

/** Whatever the rules say: where one person alone could not approve, or people have begun to ask and to doubt, the machine does not either. */
const needsPerson = (state: OpenedCase, rules: Rules): boolean =>
  rules.pack.settlement.required
  || secondApproverNeeded(state.requested, state, rules) !== undefined
  || isRedirectedByStaff(state)
  || state.legalOpinion !== undefined
  || state.missingEvidence.length > 0
  || state.requested.minor > state.claimable.minor
  || Object.values(state.findings).some((finding) => finding !== 'CONFIRMED')

/** `none` = the pack has no rules; `unknown` = it has, and nobody looked the customer's history up. */
const riskOf = ({ facts: { history } }: AutomaticallyReview, { requested }: OpenedCase, { pack: { risk } }: Rules): RiskAssessment | 'none' | 'unknown' => {
  if (risk.rules.length === 0) return 'none'
  return history ? assessRisk(risk, { ...history, amount_minor: requested.minor }) : 'unknown'
}

/** A high risk, or one that is not known, only ever means that a person decides. */
const cautious = (risk: RiskAssessment | 'none' | 'unknown', review: AutomaticReview): AutomaticReview => {
  if (risk === 'unknown') return { ...review, verdict: 'REFER', ruleId: 'risk-unknown' }
  return risk !== 'none' && risk.high ? { ...review, verdict: 'REFER', ruleId: 'risk-high' } : review
}

const assessedIn = (risk: RiskAssessment | 'none' | 'unknown', { pack }: OpenedCase): NewEvent[] =>
  (typeof risk === 'string' ? [] : [RiskAssessed({ ...risk, reasons: [...risk.reasons], pack })])

/** One person alone must not send a customer's money to an account of their choice. */
export const isRedirectedByStaff = ({ wantedWay, requestedBy, customer }: OpenedCase): boolean => wantedWay !== 'ORIGINAL' && requestedBy !== customer

/** What is known is given to the rules, what is not is left out. */
const reviewInputs = (state: OpenedCase, { delivery, rest, placedAt }: AutomaticallyReview['facts'], now: Instant): ReviewInputs => ({
  reason: state.reason,
  amount_minor: state.requested.minor,
  withinWindow: !state.late,
  daysSincePlaced: Math.floor(millisecondsBetween(placedAt, state.requestedAt) / DAY_ms),
  amountWithinRest: state.requested.minor <= Math.min(rest.minor, state.claimable.minor),
  ...(delivery ? { deliveryStatus: delivery.status } : {}),
  ...(delivery?.eta ? { pastEta: delivery.eta < now } : {}),
})
