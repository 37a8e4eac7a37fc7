import { definePolicy, type Policy } from '@recourse/event-flow'
import { orderDecider, orderStream } from '@recourse/order'
import { PayoutConfirmed } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { loadCase, overPayment } from './loading.js'

/** What was reserved on the order is paid back now. A payout number settles once. */
export const whenPayoutConfirmedThenSettleOnOrder = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-payout-confirmed-then-settle-on-order',
    events: [PayoutConfirmed],
    stale: [],
    effect: async ({ stream, data: { payoutNo, amount }, metadata: { tenant } }, execution) => {
      const { state: { caseId, orderId, payouts } } = await loadCase(execution, decider, stream)
      await execution.execute(orderDecider, orderStream(tenant, orderId), { type: 'SettleRefund', caseId, payoutNo, amount, ...overPayment(payouts[payoutNo]!) })
    },
  })
