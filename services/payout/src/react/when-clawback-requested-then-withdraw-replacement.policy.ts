import { definePolicy, type Policy } from '@recourse/event-flow'
import { ClawbackRequested, lastReplacementOf } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { loadCase } from './loading.js'
import { withdrawIfPaidEarlier } from './withdraw-if-paid-earlier.js'

/** Money left under a number that had been replaced: where its replacement has not left the house yet, it does not leave any more, and nothing is to be claimed back. */
export const whenClawbackRequestedThenWithdrawReplacement = (decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-clawback-requested-then-withdraw-replacement',
    events: [ClawbackRequested],
    stale: [],
    effect: async ({ stream, data: { payoutNo } }, execution) => {
      const { state } = await loadCase(execution, decider, stream)
      await withdrawIfPaidEarlier(stream, lastReplacementOf(state, payoutNo), execution, decider, desk)
    },
  })
