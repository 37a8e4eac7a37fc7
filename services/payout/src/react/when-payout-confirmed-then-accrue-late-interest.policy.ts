import { definePolicy, type Policy } from '@recourse/event-flow'
import { shanghaiDay, type RateTables } from '@recourse/policy'
import { PayoutConfirmed } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { loadCase, loadOrder } from './loading.js'

/** Money that came late bears the rate of the day of the contract, where the pack's law says so; the decider knows whether it was late. A rate that is not known yet holds the case in quarantine for this policy, until it is. */
export const whenPayoutConfirmedThenAccrueLateInterest = (decider: RefundCaseDecider, rates: RateTables): Policy =>
  definePolicy({
    name: 'when-payout-confirmed-then-accrue-late-interest',
    events: [PayoutConfirmed],
    stale: [],
    effect: async ({ stream, data: { payoutNo }, metadata: { tenant } }, execution) => {
      const { state } = await loadCase(execution, decider, stream)
      const { order } = await loadOrder(execution, tenant, state.orderId)
      const { lpr1y_bp: rate_bp } = rates.on(order.prepaid?.concludedOn ?? shanghaiDay(order.placedAt))
      await execution.execute(decider, stream, { type: 'AccrueLateInterest', payoutNo, facts: rate_bp === undefined ? {} : { rate_bp } })
    },
  })
