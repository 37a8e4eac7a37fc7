import type { Execution } from '@recourse/event-flow'
import { payoutOfRefundNo, refundCaseStream } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { askAndRecord, mustSay } from './ask-and-record.js'
import { loadPayout } from './loading.js'

/** Asks the channel about each of a tenant's payouts, by their refund numbers, and records what is news. @throws TryAgainLater, or Error */
export const askAboutRefunds = async (
  outRefundNos: readonly string[], tenant: string, execution: Execution, decider: RefundCaseDecider, desk: ChannelDesk,
): Promise<void> => {
  for (const outRefundNo of outRefundNos) {
    const place = payoutOfRefundNo(outRefundNo)
    if (!place) continue
    const stream = refundCaseStream(tenant, place.caseId)
    mustSay(await askAndRecord(await loadPayout(execution, decider, stream, place.payoutNo), stream, execution, decider, desk))
  }
}
