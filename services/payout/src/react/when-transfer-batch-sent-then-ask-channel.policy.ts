import { definePolicy, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { TransferBatchSent, transferBatchDecider } from '@recourse/transfer-batch'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { askAboutRefunds } from './ask-about-refunds.js'

/** Only now that the bank has the file its payouts have left the house: the channel is asked about each, and that it has been taken over is recorded. */
export const whenTransferBatchSentThenAskChannel = (decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-transfer-batch-sent-then-ask-channel',
    events: [TransferBatchSent],
    stale: [],
    effect: async ({ stream }, execution) => {
      const { state: batch } = await execution.load(transferBatchDecider, stream)
      if (batch.status === 'none') throw new Error(`${stream} was sent without having been cut`)
      await askAboutRefunds(batch.instructions.map(({ outRefundNo }) => outRefundNo), parseStreamName(stream).tenant, execution, decider, desk)
    },
  })
