import { definePolicy, type Policy } from '@recourse/event-flow'
import { PayoutRequested, PayoutResubmitted } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { TURN_REFUSALS } from '../payout-turn.js'
import { loadPayout } from './loading.js'
import { recordNews } from './record-news.js'

/** Hands the money to the channel and records what it says; again when its details were corrected. After a crash in between the same number is sent again, which pays once. */
export const whenPayoutRequestedThenSendToChannel = (decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-payout-requested-then-send-to-channel',
    events: [PayoutRequested, PayoutResubmitted],
    stale: TURN_REFUSALS,
    effect: async ({ stream, data: { payoutNo } }, execution) => {
      const payout = await loadPayout(execution, decider, stream, payoutNo)
      // With any later status it was sent: an outcome is final, and what is not known is asked about on the ladder.
      if (payout.state.payouts[payoutNo]?.status !== 'requested') return
      await recordNews(await desk.send(payout, execution), payout, stream, execution, decider)
    },
  })
