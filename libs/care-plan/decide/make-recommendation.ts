import type { Decision } from '@recourse/kernel'
import type { CarePack } from '@recourse/policy'
import type { MakeRecommendation } from '../commands.js'
import { RecommendationMade } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { StartedPlan } from '../state.js'

/**
 * Once a plan, and only to a customer who consented (Implementing Regulations of the Consumer Protection Law, art. 24), said to be
 * satisfied, and has no open problem; not before the first day that the plan gives.
 */
export const makeRecommendation = ({ recommendationId, consentId, now }: MakeRecommendation, plan: StartedPlan, pack: CarePack): Decision => {
  const row = pack.plan.recommendations.find(({ id, project }) => id === recommendationId && project === plan.project)
  if (!row) return refuse('UnknownRecommendation', { recommendationId, project: plan.project })
  if (!consentId) return refuse('ConsentMissing')
  if (plan.recommended) return refuse('AlreadyRecommended')
  const from = Object.values(plan.tasks).find(({ commercial }) => commercial)?.from
  if (from && now < from) return refuse('TooEarly', { from })
  if (plan.satisfaction === undefined || plan.satisfaction < pack.plan.recommendFromScore) return refuse('NotSatisfied', { needed: pack.plan.recommendFromScore })
  if (Object.values(plan.problems).some(({ resolved }) => !resolved)) return refuse('ProblemOpen')
  return [RecommendationMade({ recommendationId, project: plan.project, consentId })]
}
