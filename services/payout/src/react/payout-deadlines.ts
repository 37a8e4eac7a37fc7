import { defineDeadlines, type Deadline, type DeadlineChanges, type DeadlineSet, type Execution } from '@recourse/event-flow'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { RefundStatus } from '@recourse/payment-channels'
import { deadlinesOf, openPayoutNo, refundCaseEvents, refundCaseRefusal, type RefundCaseEvent } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { loadPayout } from './loading.js'
import { recordNews } from './record-news.js'

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

/** Only what the channel itself does not know, or puts off, is sent again, and always under the same number. */
const askAgain = async ({ stream, data }: Deadline, execution: Execution, decider: RefundCaseDecider, desk: ChannelDesk): Promise<Executed | Refusal> => {
  const { payoutNo } = data as { payoutNo: number }
  const payout = await loadPayout(execution, decider, stream, payoutNo)
  if (openPayoutNo(payout.state) !== payoutNo) return refundCaseRefusal('PayoutAlreadyFinal', { payoutNo, status: payout.state.payouts[payoutNo]?.status })
  const status = await desk.query(payout)
  return recordNews(isToBeSentAgain(status) ? await desk.send(payout) : status, payout, stream, execution, decider)
}

const isToBeSentAgain = (status: RefundStatus): status is Extract<RefundStatus, { outcome: 'not-found' | 'failed' }> =>
  status.outcome === 'not-found' || (status.outcome === 'failed' && status.action === 'retry')
