import { money, type Decision } from '@recourse/kernel'
import { lateInterest_minor, shanghaiDay } from '@recourse/policy'
import type { AccrueLateInterest } from '../commands.js'
import { LateInterestAccrued } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import type { Rules } from './stage-opening.js'

/**
 * Sent for a payout that was confirmed. By the agreed day, else by the day on which the pack promises that the money arrives; nothing where the pack names no
 * law, the money came in time, or nobody knows the rate. Once per payout.
 */
export const accrueLateInterest = ({ payoutNo, facts: { rate_bp } }: AccrueLateInterest, { payouts, promises }: OpenedCase, { pack }: Rules): Decision => {
  const payout = payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  const dueAt = promises?.agreed ?? promises?.arrived
  const { settledAt, amount: principal, interestAccrued } = payout
  const rule = pack.payout?.lateInterest
  if (!rule || !settledAt || !dueAt || !rate_bp || interestAccrued) return []
  const [from, to] = [shanghaiDay(dueAt), shanghaiDay(settledAt)]
  const interest_minor = lateInterest_minor(principal.minor, rate_bp, from, to)
  if (interest_minor === 0) return []
  return [LateInterestAccrued({ payoutNo, principal, from, to, rate_bp, amount: money(interest_minor, principal.currency), citation: { ...rule.citation } })]
}
