import { definePolicy, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { TransferReturnFileRead } from '@recourse/transfer-batch'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { askAboutRefunds } from './ask-about-refunds.js'

/** The bank has said something about these payouts, perhaps days after they were confirmed: the channel is asked about each, and what is news is recorded. */
export const whenTransferReturnFileReadThenAskChannel = (decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-transfer-return-file-read-then-ask-channel',
    events: [TransferReturnFileRead],
    stale: [],
    effect: ({ stream, data: { results } }, execution) =>
      askAboutRefunds(results.map(({ outRefundNo }) => outRefundNo), parseStreamName(stream).tenant, execution, decider, desk),
  })
