import { definePolicy, type Execution, type Policy } from '@recourse/event-flow'
import type { Loaded } from '@recourse/event-store'
import { isRefusal, sameMoney, type Money } from '@recourse/kernel'
import { orderDecider, orderStream, reservedFor, restOf, type Order } from '@recourse/order'
import { RefundApproved, type OpenedCase } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { nextPart } from '../next-part.js'
import type { OpenChannels } from '../open-channels.js'
import { loadCase, loadOrder } from './loading.js'

/** The intent to pay the first part, once the order holds exactly the approved amount for the case and has split it over its payments. When it cannot, the approval falls and a person reviews what is left. */
export const whenRefundApprovedThenRequestPayout = (decider: RefundCaseDecider, channels: OpenChannels): Policy =>
  definePolicy({
    name: 'when-refund-approved-then-request-payout',
    events: [RefundApproved],
    // Of the order: it cannot cover the case, or intake was faster. Of the case: it has moved on since.
    stale: ['AmountAboveRest', 'AlreadyReserved', 'WrongPhase', 'CaseClosed', 'PayoutUnderWay', 'PayoutOpen', 'CorrectionNeeded', 'AmountAboveApproval'],
    effect: async ({ stream, data: { amount }, metadata: { tenant } }, execution) => {
      const opened = await loadCase(execution, decider, stream)
      const { state } = opened
      if (!awaitsPayout(state, amount)) return
      const reserved = await reserve(execution, tenant, state, amount)
      if ('lost' in reserved) return execution.execute(decider, stream, { type: 'LoseReservation', facts: { rest: reserved.lost } }, 'lose')
      await execution.execute(orderDecider, orderStream(tenant, state.orderId), { type: 'AllocateRefund', caseId: state.caseId, amount }, 'allocate', reserved.read)
      const { order } = await loadOrder(execution, tenant, state.orderId)
      const request = nextPart(order, state, channels, tenant)
      return request && execution.execute(decider, stream, request, 'request', opened)
    },
  })

/** False when this approval has fallen since, or its payout was already requested. */
const awaitsPayout = (state: OpenedCase, approved: Money): boolean =>
  state.phase === 'payout' && state.approved !== undefined && sameMoney(state.approved, approved) && Object.keys(state.payouts).length === 0

/** Makes the order hold exactly the amount for the case. Answers what is left for it when the order cannot cover that, else the order as it was read first. */
const reserve = async (execution: Execution, tenant: string, { caseId, orderId, appeals: round }: OpenedCase, amount: Money): Promise<{ readonly lost: Money } | { readonly read: Loaded<Order> }> => {
  const before = await loadOrder(execution, tenant, orderId)
  const { stream } = before
  let { order } = before
  const claim = order.claims[caseId]
  if (!claim || claim.round < round) {
    const reserved = await execution.execute(orderDecider, stream, { type: 'ReserveRefund', caseId, amount, ...(round > 0 ? { round } : {}) }, 'reserve')
    order = (await loadOrder(execution, tenant, orderId)).order
    if (isRefusal(reserved) && reserved.code === 'AmountAboveRest') return { lost: restOf(order, caseId) }
  }
  const held = reservedFor(order, caseId)
  if (held.minor < amount.minor) return { lost: held }
  if (held.minor > amount.minor) {
    await execution.execute(orderDecider, stream, { type: 'ReduceReservation', caseId, amount, reason: 'PARTIAL_APPROVAL' }, 'reduce')
  }
  return before
}
