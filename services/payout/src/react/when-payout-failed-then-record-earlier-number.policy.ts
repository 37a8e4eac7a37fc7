import { definePolicy, type Policy } from '@recourse/event-flow'
import { PayoutFailed } from '@recourse/refund-case'
import { isPaidUnderEarlierNumber } from '../causes.js'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { earlierNumbersOf } from '../earlier-numbers.js'
import { mustSay } from './ask-and-record.js'
import { loadCase, loadPayout } from './loading.js'
import { recordNews } from './record-news.js'

/** A payout was not sent because the channel has paid under the number that it replaced: that is what the case was paid under. */
export const whenPayoutFailedThenRecordEarlierNumber = (decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-payout-failed-then-record-earlier-number',
    events: [PayoutFailed],
    stale: [],
    effect: async ({ stream, data: { payoutNo, code } }, execution) => {
      if (!isPaidUnderEarlierNumber(code)) return
      const { state } = await loadCase(execution, decider, stream)
      for (const earlier of earlierNumbersOf(state, payoutNo)) {
        const payout = await loadPayout(execution, decider, stream, earlier)
        const news = await desk.query(payout)
        if (news.outcome === 'succeeded') await recordNews(news, payout, stream, execution, decider)
        mustSay(news)
      }
    },
  })
