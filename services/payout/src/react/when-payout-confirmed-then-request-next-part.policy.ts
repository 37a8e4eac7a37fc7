import { definePolicy, type Policy } from '@recourse/event-flow'
import { PayoutConfirmed } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { nextPart } from '../next-part.js'
import type { OpenChannels } from '../open-channels.js'
import { loadCase, loadOrder } from './loading.js'

/** One part after the other, until what was approved is paid. */
export const whenPayoutConfirmedThenRequestNextPart = (decider: RefundCaseDecider, channels: OpenChannels): Policy =>
  definePolicy({
    name: 'when-payout-confirmed-then-request-next-part',
    events: [PayoutConfirmed],
    // Another part is under way, or failed or came back: the next follows once that is paid.
    stale: ['WrongPhase', 'CaseClosed', 'PayoutOpen', 'CorrectionNeeded', 'AmountAboveApproval'],
    effect: async ({ stream, metadata: { tenant } }, execution) => {
      const opened = await loadCase(execution, decider, stream)
      const { state } = opened
      if (state.phase !== 'payout') return
      const { order } = await loadOrder(execution, tenant, state.orderId)
      const request = nextPart(order, state, channels, tenant)
      return request && execution.execute(decider, stream, request, 'request', opened)
    },
  })
