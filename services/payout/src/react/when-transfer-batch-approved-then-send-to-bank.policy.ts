import { definePolicy, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import type { TransferOffice } from '@recourse/payment-channels'
import { TransferBatchApproved } from '@recourse/transfer-batch'
import { dispatch } from '../transfers/dispatch.js'

/** The approval is the intent. What does not get through now, because the answer is lost or the channel is stopped, the runner goes on with. */
export const whenTransferBatchApprovedThenSendToBank = (office: TransferOffice): Policy =>
  definePolicy({
    name: 'when-transfer-batch-approved-then-send-to-bank',
    events: [TransferBatchApproved],
    // The runner was quicker.
    stale: ['BatchNotApproved'],
    effect: ({ stream }, execution) => {
      const { tenant, id } = parseStreamName(stream)
      return dispatch(office, tenant, id, execution)
    },
  })
