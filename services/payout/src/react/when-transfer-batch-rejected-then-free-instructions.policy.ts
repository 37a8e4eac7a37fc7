import { definePolicy, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import type { TransferOffice } from '@recourse/payment-channels'
import { TransferBatchRejected } from '@recourse/transfer-batch'

/** What was in a batch that does not leave is queued again, for the next one. */
export const whenTransferBatchRejectedThenFreeInstructions = (office: TransferOffice): Policy =>
  definePolicy({
    name: 'when-transfer-batch-rejected-then-free-instructions',
    events: [TransferBatchRejected],
    stale: [],
    effect: ({ stream }) => office.free(parseStreamName(stream).id),
  })
