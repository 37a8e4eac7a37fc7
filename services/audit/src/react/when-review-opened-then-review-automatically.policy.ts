import { definePolicy, type Policy } from '@recourse/event-flow'
import { orderDecider, orderStream, restOf } from '@recourse/order'
import type { PackCatalogue } from '@recourse/policy'
import { ReviewOpened } from '@recourse/refund-case'
import type { Pool } from 'pg'
import type { RefundCaseDecider } from '../domain.js'
import { customerHistory } from './customer-history.js'

/** The pack's rules look first, at the customer's history too where it has risk rules; what they do not approve is referred to a person. */
export const whenReviewOpenedThenReviewAutomatically = (decider: RefundCaseDecider, packs: PackCatalogue, pool: Pool): Policy =>
  definePolicy({
    name: 'when-review-opened-then-review-automatically',
    events: [ReviewOpened],
    // A person, or the customer by withdrawing, was faster.
    stale: ['WrongPhase', 'CaseClosed'],
    effect: async (event, execution) => {
      const { state } = await execution.load(decider, event.stream)
      if (state.phase === 'unopened') throw new Error(`${event.stream} is under review without having been opened`)
      const { tenant } = event.metadata
      const { state: order } = await execution.load(orderDecider, orderStream(tenant, state.orderId))
      if (!order.recorded) throw new Error(`the order ${state.orderId} of ${event.stream} is not recorded`)
      const { risk } = await packs.refundPack(tenant, state.pack.id, state.pack.version)
      const history = risk.rules.length > 0 ? { history: await customerHistory(pool, state, tenant, event.position) } : {}
      const facts = { placedAt: order.placedAt, rest: restOf(order, state.caseId), ...(order.delivery ? { delivery: order.delivery } : {}), ...history }
      await execution.execute(decider, event.stream, { type: 'AutomaticallyReview', facts })
    },
  })
