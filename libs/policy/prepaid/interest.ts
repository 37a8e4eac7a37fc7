import { daysBetween, earlier } from './days.js'
import { share, up } from './fraction.js'
import type { PrepaidInput } from './input.js'
import { line, type PrepaidLine } from './lines.js'

const YEAR_days = 365
const WHOLE_bp = 10_000

/**
 * Arts. 16 and 17: simple interest on what is returned, days / 365, from the rescission (or an earlier day that was agreed) until the calculation.
 * Undefined when no rate is known for the day of the contract and interest is due.
 */
export const interestOn = (principal_minor: number, input: PrepaidInput): PrepaidLine[] | undefined => {
  const days = daysBetween(interestFrom(input), input.usage.calculatedOn)
  if (principal_minor === 0 || days <= 0) return []
  const rate_bp = rateOf(input)
  if (rate_bp === undefined) return undefined
  const interest_minor = up(share(principal_minor, rate_bp * days, WHOLE_bp * YEAR_days))
  return interest_minor === 0 ? [] : [line('INTEREST', interest_minor, 16)]
}

const interestFrom = ({ contract, usage }: PrepaidInput): string => earlier(usage.rescindedOn, contract.agreed?.interestFrom ?? usage.rescindedOn)

/** Art. 16 names no rate when nobody is at fault: it is the one that is better for the consumer (侵害消费者权益行为处罚办法第10条). */
const rateOf = ({ contract, usage, rates }: PrepaidInput): number | undefined => {
  if (contract.agreed?.interest_bp !== undefined) return contract.agreed.interest_bp
  return usage.fault === 'consumer' ? rates.deposit1y_bp : rates.lpr1y_bp
}
