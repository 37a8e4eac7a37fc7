import { evaluateCondition } from './conditions.js'
import type { RefundPack, ReviewInput } from './pack.js'

/** What automatic review looks at. What is not known is left out; no condition holds on it. */
export type ReviewInputs = Readonly<Partial<Record<ReviewInput, string | number | boolean>>>

export interface AutomaticReview {
  readonly verdict: 'APPROVE' | 'REFER'
  readonly ruleId: string
  readonly inputs: ReviewInputs
}

/** The first rule of the pack whose condition holds. A loaded pack always ends in a rule without one, so there always is a verdict. */
export const evaluateAutomaticReview = (pack: Pick<RefundPack, 'automaticReview'>, inputs: ReviewInputs): AutomaticReview => {
  const rule = pack.automaticReview.find(({ when }) => when === undefined || evaluateCondition(when, inputs))
  if (!rule) throw new Error('the last rule of automatic review must have no condition')
  return { verdict: rule.verdict, ruleId: rule.id, inputs }
}
