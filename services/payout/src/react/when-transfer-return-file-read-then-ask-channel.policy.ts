import { definePolicy, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { payoutOfRefundNo, refundCaseStream } from '@recourse/refund-case'
import { TransferReturnFileRead } from '@recourse/transfer-batch'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { askAndRecord, mustSay } from './ask-and-record.js'
import { loadPayout } from './loading.js'

/** The bank has said something about these payouts, perhaps days after they were confirmed: the channel is asked about each, and what is news is recorded. */
export const whenTransferReturnFileReadThenAskChannel = (decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-transfer-return-file-read-then-ask-channel',
    events: [TransferReturnFileRead],
    stale: [],
    effect: async ({ stream, data: { results } }, execution) => {
      for (const { outRefundNo } of results) {
        const place = payoutOfRefundNo(outRefundNo)
        if (!place) continue
        const caseStream = refundCaseStream(parseStreamName(stream).tenant, place.caseId)
        mustSay(await askAndRecord(await loadPayout(execution, decider, caseStream, place.payoutNo), caseStream, execution, decider, desk))
      }
    },
  })
