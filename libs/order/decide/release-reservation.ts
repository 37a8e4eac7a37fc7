import type { Decision } from '@recourse/kernel'
import type { ReleaseReservation } from '../commands.js'
import { RefundReservationReleased } from '../events/index.js'
import { reservedFor, type RecordedOrder } from '../state.js'
import { roundOf } from './reserve-refund.js'

/** Also a round that has claimed nothing is released, once: a claim still on its way when the case closed would hold the money for ever. */
export const releaseReservation = ({ caseId, reason, round = 0 }: ReleaseReservation, order: RecordedOrder): Decision => {
  const held = order.claims[caseId]
  const amount = reservedFor(order, caseId)
  const isOver = held !== undefined && (held.round > round || (held.round === round && amount.minor === 0))
  return isOver ? [] : [RefundReservationReleased({ caseId, amount, reason, ...roundOf(round) })]
}
