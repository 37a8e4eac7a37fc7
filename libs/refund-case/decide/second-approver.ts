import type { Money, Refusal } from '@recourse/kernel'
import { reasonOf } from '@recourse/policy'
import { refuse } from '../refusals.js'
import { payoutWayOf, type OpenedCase } from '../state.js'
import { beyondCalculation } from './calculation.js'
import type { Rules } from './stage-opening.js'

/** Why one person, or the machine, may not approve the sum alone; undefined when they may. */
export const secondApproverNeeded = (amount: Money, state: OpenedCase, rules: Rules): Refusal | undefined => {
  const { pack } = rules
  const above_minor = pack.secondApproverAbove_minor
  if (above_minor !== null && amount.minor > above_minor) return refuse('SecondApproverNeeded', { above_minor })
  if (state.sameName === 'UNKNOWN' && payoutWayOf(state) !== 'ORIGINAL') return refuse('SecondApproverNeeded', { sameName: state.sameName })
  const { share } = reasonOf(pack, state.reason)!
  if (isOutside(amount, state.requested, share)) return refuse('SecondApproverNeeded', { share, requested: state.requested })
  const overrides = Object.keys(state.overrides)
  return overrides.length > 0 ? refuse('SecondApproverNeeded', { overrides }) : beyondCalculation({ amount }, state, rules)
}

/** Compared in whole numbers, so that a fen on the bound is inside. */
const isOutside = (amount: Money, requested: Money, { from_percent, to_percent }: { readonly from_percent: number; readonly to_percent: number }): boolean => {
  const part = BigInt(amount.minor) * 100n
  const whole = BigInt(requested.minor)
  return part < whole * BigInt(from_percent) || part > whole * BigInt(to_percent)
}
