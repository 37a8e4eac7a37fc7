import { ChannelResumed } from '@recourse/channel-switch'
import { definePolicy, TryAgainLater, type Policy } from '@recourse/event-flow'
import { refundCaseStream } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { TURN_REFUSALS } from '../payout-turn.js'
import type { FindHeldBack } from '../read/sendings/held-back.js'
import { loadCase } from './loading.js'
import { takeUp } from './take-up.js'

/** After a long stop the next rung of the ladder may be a day away: what was held back is taken up at once, oldest first. */
export const whenChannelResumedThenSendWhatWaited = (decider: RefundCaseDecider, desk: ChannelDesk, findHeldBack: FindHeldBack): Policy =>
  definePolicy({
    name: 'when-channel-resumed-then-send-what-waited',
    events: [ChannelResumed],
    stale: [...TURN_REFUSALS, 'PayoutAlreadyFinal'],
    effect: async ({ position, data: { channel }, metadata: { tenant } }, execution) => {
      const waiting = await findHeldBack(tenant, channel, position)
      if (!waiting) throw new TryAgainLater('the view of what was sent is behind')
      for (const { caseId, payoutNo } of waiting) {
        const stream = refundCaseStream(tenant, caseId)
        const { state } = await loadCase(execution, decider, stream)
        if (state.payouts[payoutNo]?.deferral?.cause === 'CHANNEL_STOPPED') await takeUp(stream, payoutNo, execution, decider, desk)
      }
    },
  })
