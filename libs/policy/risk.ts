import { evaluateCondition } from './conditions.js'
import type { RiskInput, RiskRules } from './pack-schema.js'

/** What a risk rule looks at, as it was known when the case came under review. */
export type RiskInputs = Readonly<Record<RiskInput, number>>

/** Explainable: the score is the sum of the points of the rules that hold, and nothing else. */
export interface RiskAssessment {
  readonly score: number
  readonly high: boolean
  readonly highFrom: number
  readonly reasons: readonly { readonly rule: string; readonly points: number }[]
  readonly inputs: RiskInputs
}

/** The same inputs give the same score for ever. A high score only brings a case before a person: nothing here can refuse. */
export const assessRisk = ({ highFrom, rules }: RiskRules, inputs: RiskInputs): RiskAssessment => {
  const reasons = rules.filter(({ when }) => evaluateCondition(when, inputs)).map(({ id, points }) => ({ rule: id, points }))
  const score = reasons.reduce((sum, { points }) => sum + points, 0)
  return { score, high: score >= highFrom, highFrom, reasons, inputs }
}
