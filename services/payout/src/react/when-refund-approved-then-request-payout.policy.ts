import { definePolicy, type Execution, type Policy } from '@recourse/event-flow'
import { isRefusal, sameMoney, type Money } from '@recourse/kernel'
import { orderDecider, reservedFor, restOf, type RecordedOrder } from '@recourse/order'
import { RefundApproved, type OpenedCase } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { legFor } from '../payment-leg.js'
import { loadCase, loadOrder } from './loading.js'

/** The intent to pay, once the order holds exactly the approved amount for the case. When it cannot, the approval falls and a person reviews what is left. */
export const whenRefundApprovedThenRequestPayout = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-refund-approved-then-request-payout',
    events: [RefundApproved],
    // Of the order: it cannot cover the case, or intake was faster. Of the case: it has moved on since.
    stale: ['AmountAboveRest', 'AlreadyReserved', 'WrongPhase', 'CaseClosed', 'PayoutUnderWay', 'PayoutOpen', 'CorrectionNeeded', 'AmountAboveApproval'],
    effect: async ({ stream, data: { amount }, metadata: { tenant } }, execution) => {
      const { state } = await loadCase(execution, decider, stream)
      if (!awaitsPayout(state, amount)) return
      const { order, lost } = await reserve(execution, tenant, state, amount)
      if (lost) return execution.execute(decider, stream, { type: 'LoseReservation', facts: { rest: lost } }, 'lose')
      // A refund goes back the way the money came; who else shall get it is told to that channel as the payee.
      const { channel } = legFor(order, amount) ?? order.paymentLegs[0]!
      return execution.execute(decider, stream, { type: 'RequestPayout', amount, channel, facts: { reserved: amount } }, 'request')
    },
  })

/** False when this approval has fallen since, or its payout was already requested. */
const awaitsPayout = (state: OpenedCase, approved: Money): boolean =>
  state.phase === 'payout' && state.approved !== undefined && sameMoney(state.approved, approved) && Object.keys(state.payouts).length === 0

interface Reserving {
  readonly order: RecordedOrder
  /** What is left for the case, when the order cannot cover it. */
  readonly lost?: Money
}

/** Makes the order hold exactly the amount for the case. */
const reserve = async (execution: Execution, tenant: string, { caseId, orderId, appeals: round }: OpenedCase, amount: Money): Promise<Reserving> => {
  const before = await loadOrder(execution, tenant, orderId)
  const { stream } = before
  let { order } = before
  const claim = order.claims[caseId]
  if (!claim || claim.round < round) {
    const reserved = await execution.execute(orderDecider, stream, { type: 'ReserveRefund', caseId, amount, ...(round > 0 ? { round } : {}) }, 'reserve')
    order = (await loadOrder(execution, tenant, orderId)).order
    if (isRefusal(reserved) && reserved.code === 'AmountAboveRest') return { order, lost: restOf(order, caseId) }
  }
  const held = reservedFor(order, caseId)
  if (held.minor < amount.minor) return { order, lost: held }
  if (held.minor > amount.minor) {
    await execution.execute(orderDecider, stream, { type: 'ReduceReservation', caseId, amount, reason: 'PARTIAL_APPROVAL' }, 'reduce')
  }
  return { order }
}
