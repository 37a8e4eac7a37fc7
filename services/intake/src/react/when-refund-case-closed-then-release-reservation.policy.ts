import { definePolicy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import { RefundCaseClosed, RefundRequested } from '@recourse/refund-case'

/** What a closed case still holds of its order is free again for other cases. */
export const whenRefundCaseClosedThenReleaseReservation = definePolicy({
  name: 'when-refund-case-closed-then-release-reservation',
  events: [RefundCaseClosed],
  stale: [],
  effect: async (event, execution) => {
    const { tenant, id: caseId } = parseStreamName(event.stream)
    const requested = await execution.first(RefundRequested, event.stream)
    await execution.execute(orderDecider, orderStream(tenant, requested.data.orderId), { type: 'ReleaseReservation', caseId, reason: event.data.outcome })
  },
})
