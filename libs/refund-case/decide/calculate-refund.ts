import { money, type Decision } from '@recourse/kernel'
import { calculatePrepaidRefund, contradictionsIn, PREPAID_LAW, reasonOf, shanghaiDay, type PrepaidContract, type PrepaidInput } from '@recourse/policy'
import type { CalculateRefund } from '../commands.js'
import { RefundCalculated } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { notIn, reviewerIsRequester } from './guards.js'
import type { Rules } from './stage-opening.js'

/** Computes what the prepaid contract gives back; a later calculation takes the place of an earlier one. */
export const calculateRefund = (command: CalculateRefund, state: OpenedCase, rules: Rules): Decision => {
  const refusal = notIn(state, 'review')
    ?? reviewerIsRequester(command.actor.id, state)
    ?? (rules.pack.calculation === 'PREPAID' ? undefined : refuse('CalculationNotAsked'))
  if (refusal) return refusal
  const { contract } = command.facts
  return contract ? calculated(inputsOf(command, contract, state, rules), state) : refuse('ContractFactsMissing')
}

/** Asking for the money rescinds the contract, unless it was rescinded on another day; the reason's fault holds, unless a person found another. */
const inputsOf = (command: CalculateRefund, contract: PrepaidContract, state: OpenedCase, { pack }: Rules): PrepaidInput => {
  const { used, stoppedOn, agreedReturn_minor, listPriceUnproven, deductions, facts } = command
  const askedOn = shanghaiDay(state.requestedAt)
  return {
    paid_minor: facts.paid.minor, contract, rates: facts.rates,
    usage: {
      used: [...used], askedOn, calculatedOn: shanghaiDay(command.now),
      fault: command.fault ?? reasonOf(pack, state.reason)!.fault,
      rescindedOn: command.rescindedOn ?? askedOn,
      ...(stoppedOn ? { stoppedOn } : {}),
      ...(agreedReturn_minor === undefined ? {} : { agreedReturn_minor }),
      ...(listPriceUnproven ? { listPriceUnproven } : {}),
      ...(deductions?.length ? { deductions: [...deductions] } : {}),
      ...(facts.returned && facts.returned.minor > 0 ? { alreadyReturned_minor: facts.returned.minor } : {}),
    },
  }
}

const calculated = (inputs: PrepaidInput, { requested: { currency } }: OpenedCase): Decision => {
  const contradictions = contradictionsIn(inputs)
  if (contradictions.length > 0) return refuse('ContractFactsContradict', { contradictions })
  const { sum_minor, interest_minor, lines, humanSteps, refusedDeductions } = calculatePrepaidRefund(inputs)
  return [RefundCalculated({
    law: PREPAID_LAW, sum: money(sum_minor, currency), interest: money(interest_minor, currency),
    lines: [...lines], humanSteps: [...humanSteps], refusedDeductions: [...refusedDeductions], inputs,
  })]
}
