import type { Execution } from '@recourse/event-flow'
import type { Loaded } from '@recourse/event-store'
import { isRefusal, type EventOf } from '@recourse/kernel'
import { orderDecider, orderStream, restOf, type Order } from '@recourse/order'
import { refundCaseStream, type RefundRequested } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

/** Refusals of the order that mean: it cannot cover the case. */
export const CANNOT_COVER: readonly string[] = ['AmountAboveRest']

/**
 * Claims the requested amount on the order; when another case was faster, the case learns what is left and a person reviews it.
 * Answers whether the order holds the claim. `read`: the order as it was read a moment ago.
 */
export const reserveOnOrder = async (
  event: EventOf<typeof RefundRequested>, execution: Execution, decider: RefundCaseDecider, read?: Loaded<Order>,
): Promise<boolean> => {
  const { tenant } = event.metadata
  const { orderId, caseId, requested } = event.data
  const stream = orderStream(tenant, orderId)
  const reserved = await execution.execute(orderDecider, stream, { type: 'ReserveRefund', caseId, amount: requested }, 'reserve', read)
  if (!isRefusal(reserved)) return true
  // Only what the order lacks is lost. It may hold a claim of this case already, or be busy with others: then the policy comes again.
  if (!CANNOT_COVER.includes(reserved.code)) return false
  const { state: order } = await execution.load(orderDecider, stream)
  if (!order.recorded) throw new Error(`${stream} has no order`)
  await execution.execute(decider, refundCaseStream(tenant, caseId), { type: 'LoseReservation', facts: { rest: restOf(order, caseId) } }, 'lose')
  return false
}
