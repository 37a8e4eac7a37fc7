import type { Decision } from '@recourse/kernel'
import type { ReleaseReservation } from '../commands.js'
import { RefundReservationReleased } from '../events/index.js'
import { reservedFor, type RecordedOrder } from '../state.js'

/** Also a case that has claimed nothing is released, once: a claim still on its way when the case closed would hold the money for ever. */
export const releaseReservation = ({ caseId, reason }: ReleaseReservation, order: RecordedOrder): Decision => {
  const amount = reservedFor(order, caseId)
  return amount.minor === 0 && order.claims[caseId] ? [] : [RefundReservationReleased({ caseId, amount, reason })]
}
