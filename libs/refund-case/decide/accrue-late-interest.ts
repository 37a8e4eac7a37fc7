import { money, type Decision, type Instant } from '@recourse/kernel'
import { lateInterest_minor, shanghaiDay } from '@recourse/policy'
import type { AccrueLateInterest } from '../commands.js'
import { LateInterestAccrued } from '../events/index.js'
import { refuse } from '../refusals.js'
import { lastReplacementOf, type OpenedCase } from '../state.js'
import type { Rules } from './stage-opening.js'

/**
 * Sent for a payout that was confirmed. By the agreed day, else by the day on which the pack promises that the money arrives; nothing where the pack names no
 * law, the money came in time, or nobody knows the rate. Once per payout; money that came
 * late, came back and was paid again bears interest from where that of the first stopped.
 */
export const accrueLateInterest = ({ payoutNo, facts: { rate_bp } }: AccrueLateInterest, state: OpenedCase, { pack }: Rules): Decision => {
  const { payouts, promises } = state
  const payout = payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  const dueAt = promises?.agreed ?? promises?.arrived
  const { settledAt, amount: principal, interestAccrued } = payout
  const rule = pack.payout?.lateInterest
  if (!rule || !settledAt || !dueAt || !rate_bp || interestAccrued) return []
  const [from, to] = [shanghaiDay(countedUntil(state, payoutNo) ?? dueAt), shanghaiDay(settledAt)]
  const interest_minor = lateInterest_minor(principal.minor, rate_bp, from, to)
  if (interest_minor === 0) return []
  return [LateInterestAccrued({ payoutNo, principal, from, to, rate_bp, amount: money(interest_minor, principal.currency), citation: { ...rule.citation } })]
}

/** Until when interest was counted for a payout that this one replaces. */
const countedUntil = (state: OpenedCase, payoutNo: number): Instant | undefined => Object.entries(state.payouts)
  .filter(([earlier, { interestAccrued }]) => interestAccrued && Number(earlier) !== payoutNo && lastReplacementOf(state, Number(earlier)) === payoutNo)
  .flatMap(([, { settledAt }]) => settledAt ?? []).sort().at(-1)
