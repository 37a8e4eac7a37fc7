import { definePolicy, type Policy } from '@recourse/event-flow'
import { orderDecider, orderStream } from '@recourse/order'
import { AppealLodged, RefundCaseClosed } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

/** What a case that ends unpaid still holds of its order is free again for other cases; an appeal lodged since has claimed it anew. What a paid one holds is settled, perhaps a moment later than this. */
export const whenRefundCaseClosedThenReleaseReservation = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-refund-case-closed-then-release-reservation',
    events: [RefundCaseClosed],
    stale: [],
    effect: async (event, execution) => {
      if (event.data.outcome === 'paid') return
      const { state, events } = await execution.load(decider, event.stream)
      if (state.phase === 'unopened') throw new Error(`${event.stream} was closed without having been opened`)
      const stream = orderStream(event.metadata.tenant, state.orderId)
      const round = events.filter(({ type, version }) => type === AppealLodged.type && version < event.version).length
      await execution.execute(orderDecider, stream, { type: 'ReleaseReservation', caseId: state.caseId, reason: event.data.outcome, ...(round > 0 ? { round } : {}) })
    },
  })
