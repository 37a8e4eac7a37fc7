import type { Execution } from '@recourse/event-flow'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import { pendingPayoutNo, refundCaseRefusal } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import { isDeferral, isQueued } from '../deferral.js'
import type { RefundCaseDecider } from '../domain.js'
import { loadPayout } from './loading.js'
import { recordNews, type ChannelNews } from './record-news.js'

/** A channel at which money waits cannot know nothing of it. */
const CONTRADICTION: ChannelNews = { outcome: 'unknown', why: 'unreadable-answer', detail: 'money waited at the channel, and now it knows nothing of it' }

/**
 * What was put off before it was sent is sent: about corrected details the channel would only repeat its old answer. Money that waits at the channel is only
 * asked about. What waits for people in the channel's own queue is asked about too, and goes on waiting as long as nobody can say more: whether a file has reached the
 * bank, its runner finds out. Only what the channel itself does not know, or puts off, is sent again, and always under the same number.
 */
export const takeUp = async (stream: string, payoutNo: number, execution: Execution, decider: RefundCaseDecider, desk: ChannelDesk): Promise<Executed | Refusal> => {
  const payout = await loadPayout(execution, decider, stream, payoutNo)
  if (pendingPayoutNo(payout.state) !== payoutNo) return refundCaseRefusal('PayoutAlreadyFinal', { payoutNo, status: payout.state.payouts[payoutNo]?.status })
  const record = (news: ChannelNews): Promise<Executed | Refusal> => recordNews(news, payout, stream, execution, decider)
  const before = payout.state.payouts[payoutNo]!
  if (before.status === 'requested' && !isQueued(before)) return record(await desk.send(payout, execution))
  const status = await desk.query(payout)
  if (before.status === 'requested' && (status.outcome === 'unknown' || isDeferral(status))) return record({ outcome: 'deferred', cause: 'BATCH', until: before.deferral!.until })
  if (status.outcome === 'not-found') return record(before.waits ? CONTRADICTION : await desk.send(payout, execution))
  const isPutOff = status.outcome === 'failed' && status.action === 'retry' && before.status !== 'abnormal'
  return record(isPutOff ? await desk.send(payout, execution) : status)
}
