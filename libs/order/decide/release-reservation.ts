import type { Decision } from '@recourse/kernel'
import type { ReleaseReservation } from '../commands.js'
import { RefundReservationReleased } from '../events/index.js'
import { reservedFor, type RecordedOrder } from '../state.js'

export const releaseReservation = ({ caseId, reason }: ReleaseReservation, order: RecordedOrder): Decision => {
  const amount = reservedFor(order, caseId)
  return amount.minor === 0 ? [] : [RefundReservationReleased({ caseId, amount, reason })]
}
