import { definePolicy, type Policy } from '@recourse/event-flow'
import { orderDecider, orderStream } from '@recourse/order'
import { PayoutReturned } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { loadCase, overPayment } from './loading.js'

/** Money that came back is reserved for the case again. It settles first, in case this policy is ahead of the one that does. */
export const whenPayoutReturnedThenReverseSettlement = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-payout-returned-then-reverse-settlement',
    events: [PayoutReturned],
    stale: [],
    effect: async ({ stream, data: { payoutNo }, metadata: { tenant } }, execution) => {
      const { state: { caseId, orderId, payouts } } = await loadCase(execution, decider, stream)
      const order = orderStream(tenant, orderId)
      await execution.execute(orderDecider, order, { type: 'SettleRefund', caseId, payoutNo, amount: payouts[payoutNo]!.amount, ...overPayment(payouts[payoutNo]!) }, 'settle')
      await execution.execute(orderDecider, order, { type: 'ReverseSettlement', caseId, payoutNo }, 'reverse')
    },
  })
