import type { Decision } from '@recourse/kernel'
import type { SettleRefund } from '../commands.js'
import { RefundSettled } from '../events/index.js'
import { refuse } from '../refusals.js'
import { reservedFor, type RecordedOrder } from '../state.js'
import { currencyDiffers, notPositive } from './guards.js'

/** A payout number settles once for ever: a repetition is nothing to do, also when it was reversed since. */
export const settleRefund = ({ caseId, payoutNo, amount, reference }: SettleRefund, order: RecordedOrder): Decision => {
  const refusal = notPositive(amount) ?? currencyDiffers(amount, order.paid)
  if (refusal) return refusal
  const earlier = order.claims[caseId]?.payouts[payoutNo]
  if (earlier) return earlier.amount_minor === amount.minor ? [] : refuse('AlreadySettled', { payoutNo, amount_minor: earlier.amount_minor })
  const reserved = reservedFor(order, caseId)
  if (reserved.minor === 0) return refuse('NothingReserved', { caseId })
  return amount.minor > reserved.minor ? refuse('AmountAboveReservation', { reserved }) : [RefundSettled({ caseId, payoutNo, amount, ...(reference === undefined ? {} : { reference }) })]
}
