import type { Execution } from '@recourse/event-flow'
import type { Loaded } from '@recourse/event-store'
import { parseStreamName } from '@recourse/kernel'
import { orderDecider, orderStream, type Order, type RecordedOrder } from '@recourse/order'
import type { Payout } from '@recourse/refund-case'
import type { LoadedCase, RefundCaseDecider } from '../domain.js'
import type { PayoutInHand } from '../payout-in-hand.js'

/** @throws Error for a stream that does not begin with a request: a payout cannot come from nowhere. */
export const loadCase = async (execution: Execution, decider: RefundCaseDecider, stream: string): Promise<LoadedCase> => {
  const { state, ...rest } = await execution.load(decider, stream)
  if (state.phase === 'unopened') throw new Error(`${stream} was never opened`)
  return { state, ...rest }
}

/** The order of a case, its stream, and all that was read of it: for a command that follows at once. */
export const loadOrder = async (execution: Execution, tenant: string, orderId: string): Promise<{ order: RecordedOrder; stream: string; read: Loaded<Order> }> => {
  const stream = orderStream(tenant, orderId)
  const read = await execution.load(orderDecider, stream)
  const { state: order } = read
  if (!order.recorded) throw new Error(`${stream} has no order`)
  return { order, stream, read }
}

export const loadPayout = async (execution: Execution, decider: RefundCaseDecider, stream: string, payoutNo: number): Promise<PayoutInHand> => {
  const opened = await loadCase(execution, decider, stream)
  const { order } = await loadOrder(execution, parseStreamName(stream).tenant, opened.state.orderId)
  return { ...opened, order, payoutNo }
}

/** The payment that a payout went over, where it names one. */
export const overPayment = ({ paymentReference }: Payout): { reference?: string } => (paymentReference === undefined ? {} : { reference: paymentReference })
