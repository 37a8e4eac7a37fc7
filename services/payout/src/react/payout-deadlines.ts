import { defineDeadlines, type Deadline, type DeadlineChanges, type DeadlineSet, type Execution } from '@recourse/event-flow'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { RefundStatus } from '@recourse/payment-channels'
import { deadlinesOf, openPayoutNo, pendingPayoutNo, refundCaseEvents, refundCaseRefusal, type RefundCaseEvent } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { Deferral } from '../deferral.js'
import type { RefundCaseDecider } from '../domain.js'
import { loadPayout } from './loading.js'
import { recordNews, type ChannelNews } from './record-news.js'

/** The deadlines of a case that this service keeps; the stages are kept by audit. */
const OURS: readonly string[] = ['payoutQuery', 'receiptAutoConfirm']

/** Asks about payouts whose outcome is not known, rung by rung, and takes money as received when the customer says nothing. */
export const payoutDeadlines = (decider: RefundCaseDecider, desk: ChannelDesk): DeadlineSet =>
  defineDeadlines({
    name: 'payout_deadline',
    version: 2,
    events: refundCaseEvents,
    deadlinesOf: ourDeadlinesOf,
    fire: (deadline, execution) => deadline.name === 'payoutQuery'
      ? askAgain(deadline, execution, decider, desk)
      : execution.execute(decider, deadline.stream, { type: 'AutoConfirmReceipt' }),
  })

const ourDeadlinesOf = (event: RefundCaseEvent): DeadlineChanges => {
  const { clear, set } = deadlinesOf(event)
  return { clear: clear.filter((name) => OURS.includes(name)), set: set.filter(({ name }) => OURS.includes(name)) }
}

/** A channel at which money waits cannot know nothing of it. */
const CONTRADICTION: ChannelNews = { outcome: 'unknown', why: 'unreadable-answer', detail: 'money waited at the channel, and now it knows nothing of it' }

/**
 * What was put off before it was sent is sent: about corrected details the channel would only repeat its old answer. Money that waits at the channel is only
 * asked about. Only what the channel itself does not know, or puts off, is sent again, and always under the same number.
 */
const askAgain = async ({ stream, data }: Deadline, execution: Execution, decider: RefundCaseDecider, desk: ChannelDesk): Promise<Executed | Refusal> => {
  const { payoutNo } = data as { payoutNo: number }
  const payout = await loadPayout(execution, decider, stream, payoutNo)
  if (pendingPayoutNo(payout.state) !== payoutNo) return refundCaseRefusal('PayoutAlreadyFinal', { payoutNo, status: payout.state.payouts[payoutNo]?.status })
  if (payout.state.payouts[payoutNo]!.status === 'requested') return recordNews(await desk.send(payout, execution), payout, stream, execution, decider)
  const status = await desk.query(payout)
  if (openPayoutNo(payout.state) !== payoutNo) return recordNews(status.outcome === 'not-found' ? CONTRADICTION : status, payout, stream, execution, decider)
  return recordNews(isToBeSentAgain(status) ? await desk.send(payout, execution) : status, payout, stream, execution, decider)
}

const isToBeSentAgain = (status: RefundStatus | Deferral): status is Extract<RefundStatus, { outcome: 'not-found' | 'failed' }> =>
  status.outcome === 'not-found' || (status.outcome === 'failed' && status.action === 'retry')
