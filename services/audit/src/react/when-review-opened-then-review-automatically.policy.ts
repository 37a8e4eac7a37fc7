import { definePolicy, type Policy } from '@recourse/event-flow'
import { orderDecider, orderStream, restOf } from '@recourse/order'
import { ReviewOpened } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

/** The pack's rules look first; what they do not approve is referred to a person. */
export const whenReviewOpenedThenReviewAutomatically = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-review-opened-then-review-automatically',
    events: [ReviewOpened],
    // A person, or the customer by withdrawing, was faster.
    stale: ['WrongPhase', 'CaseClosed'],
    effect: async (event, execution) => {
      const { state } = await execution.load(decider, event.stream)
      if (state.phase === 'unopened') throw new Error(`${event.stream} is under review without having been opened`)
      const { state: order } = await execution.load(orderDecider, orderStream(event.metadata.tenant, state.orderId))
      if (!order.recorded) throw new Error(`the order ${state.orderId} of ${event.stream} is not recorded`)
      const facts = { placedAt: order.placedAt, rest: restOf(order, state.caseId), ...(order.delivery ? { delivery: order.delivery } : {}) }
      await execution.execute(decider, event.stream, { type: 'AutomaticallyReview', facts })
    },
  })
