import type { Execution } from '@recourse/event-flow'
import { failedBecause } from '../causes.js'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { isPaidEarlier } from '../earlier-numbers.js'
import { loadPayout } from './loading.js'
import { recordNews } from './record-news.js'

/** A payout that still waits in its channel's queue, though the channel has paid under the number that it replaces, is taken out of the queue; then the case is paid under that number. */
export const withdrawIfPaidEarlier = async (stream: string, payoutNo: number, execution: Execution, decider: RefundCaseDecider, desk: ChannelDesk): Promise<void> => {
  const payout = await loadPayout(execution, decider, stream, payoutNo)
  if (!isPaidEarlier(payout.state, payoutNo) || !(await desk.withdraw(payout))) return
  await recordNews(failedBecause('EARLIER_NUMBER_PAID'), payout, stream, execution, decider)
}
