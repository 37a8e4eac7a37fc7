import { definePolicy, type Policy } from '@recourse/event-flow'
import type { EventOf } from '@recourse/kernel'
import { RefundRequested } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { CANNOT_COVER, reserveOnOrder, type OrderClaim } from './reserve-on-order.js'

export const RESERVE_ON_ORDER = 'when-refund-requested-then-reserve-on-order'

export const claimOf = ({ data: { orderId, caseId, requested }, metadata: { tenant } }: EventOf<typeof RefundRequested>): OrderClaim =>
  ({ tenant, orderId, caseId, amount: requested })

/** Intake reserves while it answers the request; this repeats it, for the case that intake ended in between. Repeating is free. */
export const whenRefundRequestedThenReserveOnOrder = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: RESERVE_ON_ORDER,
    events: [RefundRequested],
    // AlreadyReserved: the claim has shrunk or moved on since. The others: the case has moved on since.
    stale: [...CANNOT_COVER, 'AlreadyReserved', 'WrongPhase', 'CaseClosed', 'PayoutUnderWay'],
    effect: (event, execution) => reserveOnOrder(claimOf(event), execution, decider),
  })
