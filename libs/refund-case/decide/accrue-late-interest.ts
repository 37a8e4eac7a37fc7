import { money, type Decision, type Instant } from '@recourse/kernel'
import { lateInterest_minor, shanghaiDay } from '@recourse/policy'
import type { AccrueLateInterest } from '../commands.js'
import { LateInterestAccrued } from '../events/index.js'
import { refuse } from '../refusals.js'
import { lastReplacementOf, type OpenedCase } from '../state.js'
import type { Rules } from './stage-opening.js'

/**
 * Sent for a payout that was confirmed. By the agreed day, else by the day on which the pack promises that the money arrives; nothing where the pack names no
 * law or the money came in time. A rate that nobody knows is no rate of nothing: until it is known this is refused. Once per payout; money that came
 * late, came back and was paid again bears interest from where that of the first stopped.
 */
export const accrueLateInterest = ({ payoutNo, facts: { rate_bp } }: AccrueLateInterest, state: OpenedCase, { pack }: Rules): Decision => {
  const { payouts, promises } = state
  const payout = payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  const dueAt = promises?.agreed ?? promises?.arrived
  const { settledAt, amount: principal, interestAccrued } = payout
  const rule = pack.payout?.lateInterest
  if (!rule || !settledAt || !dueAt || interestAccrued) return []
  const [from, to] = [shanghaiDay(countedUntil(state, payoutNo) ?? dueAt), shanghaiDay(settledAt)]
  if (to <= from) return []
  if (!rate_bp) return refuse('LateInterestRateUnknown', { payoutNo, from, to })
  const interest_minor = lateInterest_minor(principal.minor, rate_bp, from, to)
  return [LateInterestAccrued({ payoutNo, principal, from, to, rate_bp, amount: money(interest_minor, principal.currency), citation: { ...rule.citation } })]
}

/** Until when interest was counted for a payout that this one replaces. */
const countedUntil = (state: OpenedCase, payoutNo: number): Instant | undefined => Object.entries(state.payouts)
  .filter(([earlier, { interestAccrued }]) => interestAccrued && Number(earlier) !== payoutNo && lastReplacementOf(state, Number(earlier)) === payoutNo)
  .flatMap(([, { settledAt }]) => settledAt ?? []).sort().at(-1)
