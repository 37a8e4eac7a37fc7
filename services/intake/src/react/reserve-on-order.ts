import type { Execution } from '@recourse/event-flow'
import type { Loaded } from '@recourse/event-store'
import { isRefusal, type Money } from '@recourse/kernel'
import { orderDecider, orderStream, restOf, type Order } from '@recourse/order'
import { refundCaseStream } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

/** Refusals of the order that mean: it cannot cover the case. */
export const CANNOT_COVER: readonly string[] = ['AmountAboveRest']

/** What a case claims on its order; `round` counts its appeals. */
export interface OrderClaim {
  readonly tenant: string
  readonly orderId: string
  readonly caseId: string
  readonly amount: Money
  readonly round?: number
}

/**
 * Claims the amount on the order; when another case was faster, the case learns what is left and a person reviews it.
 * Answers whether the order holds the claim. `read`: the order as it was read a moment ago.
 */
export const reserveOnOrder = async (
  { tenant, orderId, ...claim }: OrderClaim, execution: Execution, decider: RefundCaseDecider, read?: Loaded<Order>,
): Promise<boolean> => {
  const { caseId } = claim
  const stream = orderStream(tenant, orderId)
  const reserved = await execution.execute(orderDecider, stream, { type: 'ReserveRefund', ...claim }, 'reserve', read)
  if (!isRefusal(reserved)) return true
  // Only what the order lacks is lost. It may hold a claim of this case already, or be busy with others: then the policy comes again.
  if (!CANNOT_COVER.includes(reserved.code)) return false
  const { state: order } = await execution.load(orderDecider, stream)
  if (!order.recorded) throw new Error(`${stream} has no order`)
  await execution.execute(decider, refundCaseStream(tenant, caseId), { type: 'LoseReservation', facts: { rest: restOf(order, caseId) } }, 'lose')
  return false
}
