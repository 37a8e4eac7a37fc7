import { sameMoney, type Decision } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import type { RecordPayoutConfirmed } from '../commands.js'
import { ClawbackRequested, PayoutConfirmed, RefundCaseClosed } from '../events/index.js'
import { refuse } from '../refusals.js'
import { confirmedOf, lastReplacementOf, type OpenedCase } from '../state.js'
import { openStage, type Rules } from './stage-opening.js'

/** The last part of the approval closes the case, or waits for the customer's word where the pack wants it. */
export const recordPayoutConfirmed = (command: RecordPayoutConfirmed, state: OpenedCase, rules: Rules): Decision => {
  const { payoutNo, amount, channelReference, settledAt, now } = command
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  if (!sameMoney(payout.amount, amount)) return refuse('PayoutAmountDiffers', { requested: payout.amount, reported: amount })
  if (['confirmed', 'returned', 'recovered'].includes(payout.status)) return []

  const money = { payoutNo, amount, channelReference, settledAt }
  const last = lastReplacementOf(state, payoutNo)
  if (!isOwed(state, payoutNo, last)) return payout.status === 'surplus' ? [] : [ClawbackRequested(money)]
  const confirmed = { ...money, ...(last === payoutNo ? {} : { insteadOf: last }) }
  const wholeIsPaid = confirmedOf(state).minor + amount.minor === state.approved?.minor
  if (!wholeIsPaid) return [PayoutConfirmed(confirmed)]
  const { receipt } = rules.pack
  if (receipt.mode === 'none') return [PayoutConfirmed(confirmed), RefundCaseClosed({ outcome: 'paid' })]
  const autoConfirmAt = dueAt({ days: receipt.autoConfirmAfter_days }, now, rules.calendar).dueAt
  return [PayoutConfirmed({ ...confirmed, opens: openStage(rules, 'receipt', now), autoConfirmAt })]
}

/** What the channel paid is a fact, also late; but it is paid only once: not where its replacement pays or has paid, nor once the case is closed. */
const isOwed = ({ phase, payouts }: OpenedCase, payoutNo: number, last: number): boolean =>
  phase === 'payout' && (last === payoutNo || ['failed', 'returned'].includes(payouts[last]!.status))
