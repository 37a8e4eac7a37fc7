import { definePolicy, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { TransferBatchApproved } from '@recourse/transfer-batch'
import { dispatch, type Dispatcher } from '../transfers/dispatch.js'

/** The approval is the intent. What does not get through now, because the answer is lost or the channel is stopped, the runner goes on with. */
export const whenTransferBatchApprovedThenSendToBank = (dispatcher: Dispatcher): Policy =>
  definePolicy({
    name: 'when-transfer-batch-approved-then-send-to-bank',
    events: [TransferBatchApproved],
    // The runner was quicker.
    stale: ['BatchNotApproved'],
    effect: ({ stream }, execution) => {
      const { tenant, id } = parseStreamName(stream)
      return dispatch(dispatcher, tenant, id, execution)
    },
  })
