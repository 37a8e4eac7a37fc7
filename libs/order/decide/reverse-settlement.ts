import { money, type Decision } from '@recourse/kernel'
import type { ReverseSettlement } from '../commands.js'
import { RefundReversed } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { RecordedOrder } from '../state.js'

export const reverseSettlement = ({ caseId, payoutNo }: ReverseSettlement, order: RecordedOrder): Decision => {
  const payout = order.claims[caseId]?.payouts[payoutNo]
  if (!payout) return refuse('NotSettled', { payoutNo })
  return payout.reversed ? [] : [RefundReversed({ caseId, payoutNo, amount: money(payout.amount_minor, order.paid.currency) })]
}
