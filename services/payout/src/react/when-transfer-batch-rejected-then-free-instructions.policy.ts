import { definePolicy, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import type { TransferOffice } from '@recourse/payment-channels'
import { payoutOfRefundNo, refundCaseStream } from '@recourse/refund-case'
import { TransferBatchRejected, transferBatchDecider } from '@recourse/transfer-batch'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { withdrawIfPaidEarlier } from './withdraw-if-paid-earlier.js'

/** What was in a batch that does not leave is queued again, for the next one; but not what has been paid meanwhile. */
export const whenTransferBatchRejectedThenFreeInstructions = (office: TransferOffice, decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-transfer-batch-rejected-then-free-instructions',
    events: [TransferBatchRejected],
    stale: [],
    effect: async ({ stream }, execution) => {
      const { tenant, id } = parseStreamName(stream)
      const { state: batch } = await execution.load(transferBatchDecider, stream)
      if (batch.status === 'none') throw new Error(`${stream} was rejected without having been cut`)
      await office.free(id)
      for (const { outRefundNo } of batch.instructions) {
        const place = payoutOfRefundNo(outRefundNo)
        if (place) await withdrawIfPaidEarlier(refundCaseStream(tenant, place.caseId), place.payoutNo, execution, decider, desk)
      }
    },
  })
