import type { RefundPack, ReviewCondition, ReviewInput } from './pack.js'

/** What automatic review looks at. What is not known is left out; no condition holds on it. */
export type ReviewInputs = Readonly<Partial<Record<ReviewInput, string | number | boolean>>>

export interface AutomaticReview {
  readonly verdict: 'APPROVE' | 'REFER'
  readonly ruleId: string
  readonly inputs: ReviewInputs
}

/** The first rule of the pack whose conditions all hold. A loaded pack always ends in a rule without conditions, so there always is one. */
export const evaluateAutomaticReview = (pack: Pick<RefundPack, 'automaticReview'>, inputs: ReviewInputs): AutomaticReview => {
  const rule = pack.automaticReview.find(({ when }) => when.every((condition) => holds(condition, inputs)))
  if (!rule) throw new Error('the last rule of automatic review must have no conditions')
  return { verdict: rule.verdict, ruleId: rule.id, inputs }
}

const holds = (condition: ReviewCondition, inputs: ReviewInputs): boolean => {
  const value = inputs[condition.field]
  if (value === undefined) return false
  if ('equals' in condition) return value === condition.equals
  if ('in' in condition) return condition.in.includes(value)
  return typeof value === 'number' && value <= condition.atMost
}
