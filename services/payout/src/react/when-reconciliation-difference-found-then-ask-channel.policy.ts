import { definePolicy, type Policy } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { ReconciliationDifferenceFound } from '@recourse/reconciliation'
import { refundCaseStream } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { askAndRecord, mustSay } from './ask-and-record.js'
import { loadPayout } from './loading.js'
import { recordDifference } from './record-difference.js'

/**
 * A statement is a hint, too: that it differs is a fact of the case, and the channel is asked about the payout. What is news is recorded: money that left late,
 * or that came back. Whatever else it says, also that it knows nothing of what we booked, changes nothing: the difference waits for finance.
 */
export const whenReconciliationDifferenceFoundThenAskChannel = (decider: RefundCaseDecider, desk: ChannelDesk): Policy =>
  definePolicy({
    name: 'when-reconciliation-difference-found-then-ask-channel',
    events: [ReconciliationDifferenceFound],
    stale: [],
    effect: async ({ stream, data }, execution) => {
      const { caseId, payoutNo, day } = data
      if (caseId === undefined || payoutNo === undefined) return
      await recordDifference(stream, day, data, execution, decider)
      const caseStream = refundCaseStream(parseStreamName(stream).tenant, caseId)
      const payout = await loadPayout(execution, decider, caseStream, payoutNo)
      mustSay(await askAndRecord(payout, caseStream, execution, decider, desk))
    },
  })
