import type { Refusal } from '@recourse/kernel'
import { reasonOf } from '@recourse/policy'
import type { ApprovalFields } from '../commands.js'
import type { BreakdownLine } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import type { Rules } from './stage-opening.js'

type Sum = Pick<ApprovalFields, 'amount'>

/** In a pack with the prepaid calculation nothing is approved without it or below it. What a person has to weigh may lower the sum. */
export const belowCalculation = ({ amount, breakdown }: ApprovalFields, { calculation, claimable }: OpenedCase, { pack }: Rules): Refusal | undefined => {
  if (pack.calculation !== 'PREPAID') return undefined
  if (!calculation) return refuse('CalculationMissing')
  if (breakdown.length > 0) return refuse('BreakdownIsCalculated')
  const atLeast_minor = Math.min(calculation.sum.minor, claimable.minor)
  if (amount.minor >= atLeast_minor || calculation.humanSteps.some(({ mayLower }) => mayLower)) return undefined
  return refuse('BelowCalculation', { calculated: calculation.sum, atLeast_minor })
}

/** More than was computed, a fault other than the reason's, or something left to weigh: two persons put their names to it. */
export const beyondCalculation = ({ amount }: Sum, { calculation, reason }: OpenedCase, { pack }: Rules): Refusal | undefined => {
  if (!calculation) return undefined
  const { sum, humanSteps, inputs: { usage } } = calculation
  if (amount.minor > sum.minor) return refuse('SecondApproverNeeded', { calculated: sum })
  if (usage.fault !== reasonOf(pack, reason)!.fault) return refuse('SecondApproverNeeded', { fault: usage.fault })
  return humanSteps.length > 0 ? refuse('SecondApproverNeeded', { humanSteps: humanSteps.map(({ code }) => code) }) : undefined
}

/** Lines of the amount approved: those of the calculation, and what the decision adds or leaves out. */
export const breakdownOf = ({ amount, breakdown }: ApprovalFields, { calculation }: OpenedCase): BreakdownLine[] => {
  if (!calculation) return [...breakdown]
  const lines = calculation.lines.map(({ label, minor, article }) => ({ label: label['zh-CN'], minor, article: String(article) }))
  const rest_minor = amount.minor - calculation.sum.minor
  return rest_minor === 0 ? lines : [...lines, { label: rest_minor < 0 ? NOT_CLAIMED : GOODWILL, minor: rest_minor }]
}

const NOT_CLAIMED = '未申请或经核定不予退还部分'
const GOODWILL = '经复核额外退还部分'
