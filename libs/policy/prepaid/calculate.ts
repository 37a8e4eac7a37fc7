import { contradictionsIn, type PrepaidInput } from './input.js'
import { interestOn } from './interest.js'
import { humanStep, refusedCommission, type HumanStep, type PrepaidLine, type RefusedDeduction } from './lines.js'
import { principalLines, sumOf } from './principal.js'

/** Minor units throughout. The lines add up to `sum_minor`, which holds the interest. */
export interface PrepaidCalculation {
  readonly sum_minor: number
  readonly interest_minor: number
  readonly lines: readonly PrepaidLine[]
  /** What is left to a person; none = the sum is final. */
  readonly humanSteps: readonly HumanStep[]
  readonly refusedDeductions: readonly RefusedDeduction[]
}

/**
 * What is returned of a prepayment, by articles 14 to 22 of 法释〔2025〕4号. Exact until the last step of each line, which rounds to the consumer's favour:
 * what is taken off down, what is given up.
 * @throws RangeError when the facts contradict each other: ask `contradictionsIn` first.
 */
export const calculatePrepaidRefund = (input: PrepaidInput): PrepaidCalculation => {
  const contradictions = contradictionsIn(input)
  if (contradictions.length > 0) throw new RangeError(`the facts of the prepaid contract contradict each other: ${contradictions.join(', ')}`)
  const principal = principalLines(input)
  const interest = interestOn(sumOf(principal), input)
  const lines = [...principal, ...(interest ?? [])]
  return {
    sum_minor: sumOf(lines),
    interest_minor: sumOf(interest ?? []),
    lines,
    humanSteps: humanStepsOf(input, interest === undefined),
    refusedDeductions: (input.usage.deductions ?? []).filter(({ kind }) => kind === 'SALES_COMMISSION').map(({ minor }) => refusedCommission(minor)),
  }
}

const humanStepsOf = ({ contract, usage }: PrepaidInput, rateUnknown: boolean): HumanStep[] => [
  ...(contract.giftsInKind ? [humanStep('GIFTS_IN_KIND')] : []),
  ...(usage.deductions?.some(({ kind }) => kind === 'REASONABLE_COSTS') ? [humanStep('REASONABLE_COSTS')] : []),
  ...(usage.listPriceUnproven && usage.fault === 'consumer' ? [humanStep('LIST_PRICE_UNPROVEN')] : []),
  ...(contract.supervisedAccount ? [humanStep('SUPERVISED_ACCOUNT')] : []),
  ...(rateUnknown ? [humanStep('RATE_UNKNOWN')] : []),
]
