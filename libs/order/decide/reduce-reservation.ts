import type { Decision } from '@recourse/kernel'
import type { ReduceReservation } from '../commands.js'
import { RefundReservationReduced } from '../events/index.js'
import { refuse } from '../refusals.js'
import { reservedFor, type RecordedOrder } from '../state.js'
import { currencyDiffers, notPositive } from './guards.js'

export const reduceReservation = ({ caseId, amount, reason }: ReduceReservation, order: RecordedOrder): Decision => {
  const refusal = notPositive(amount) ?? currencyDiffers(amount, order.paid)
  if (refusal) return refusal
  const reserved = reservedFor(order, caseId)
  if (reserved.minor === 0) return refuse('NothingReserved', { caseId })
  if (amount.minor > reserved.minor) return refuse('AmountAboveReservation', { reserved })
  return amount.minor === reserved.minor ? [] : [RefundReservationReduced({ caseId, amount, reason })]
}
