import { definePolicy, type Policy } from '@recourse/event-flow'
import { ReceiptDisputed } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { mustSay } from './ask-and-record.js'
import { loadPayout } from './loading.js'

/** "Nothing came": the channel may know that the money came back. What else it says changes nothing; the case waits for a person. */
export const whenReceiptDisputedThenAskChannel = (decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-receipt-disputed-then-ask-channel',
    events: [ReceiptDisputed],
    stale: ['PayoutNotConfirmed'],
    effect: async ({ stream }, execution) => {
      const opened = await execution.load(decider, stream)
      const payouts = opened.state.phase === 'receipt' ? Object.entries(opened.state.payouts) : []
      for (const [number] of payouts.filter(([, { status }]) => status === 'confirmed')) {
        const payoutNo = Number(number)
        const news = await desk.query(await loadPayout(execution, decider, stream, payoutNo))
        mustSay(news)
        if (news.outcome !== 'returned') continue
        const { code, returnedAt } = news
        await execution.execute(decider, stream, { type: 'RecordPayoutReturned', payoutNo, code, returnedAt }, `returned/${payoutNo}`)
      }
    },
  })
