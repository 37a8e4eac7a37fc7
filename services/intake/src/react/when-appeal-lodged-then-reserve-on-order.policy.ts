import { definePolicy, type Policy } from '@recourse/event-flow'
import { AppealLodged } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { CANNOT_COVER, reserveOnOrder } from './reserve-on-order.js'

/** The refusal has freed the money on the order; an appeal claims it again, as far as other cases have left it. */
export const whenAppealLodgedThenReserveOnOrder = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-appeal-lodged-then-reserve-on-order',
    events: [AppealLodged],
    // AlreadyReserved: the claim has shrunk or was released since. The others: the case has moved on since.
    stale: [...CANNOT_COVER, 'AlreadyReserved', 'WrongPhase', 'CaseClosed', 'PayoutUnderWay'],
    effect: async (event, execution) => {
      const { state } = await execution.load(decider, event.stream)
      if (state.phase === 'unopened') throw new Error(`${event.stream} is appealed without having been opened`)
      const { orderId, caseId, claimable: amount } = state
      // Other cases had taken everything before: there is nothing to claim.
      if (amount.minor === 0) return
      await reserveOnOrder({ tenant: event.metadata.tenant, orderId, caseId, amount, round: event.data.appealNo }, execution, decider)
    },
  })
