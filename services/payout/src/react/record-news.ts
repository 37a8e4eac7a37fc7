import type { CommandFields, Execution } from '@recourse/event-flow'
import type { Executed } from '@recourse/event-store'
import { sameMoney, type Refusal } from '@recourse/kernel'
import { isPaidAnew, type RefundAnswer, type RefundStatus } from '@recourse/payment-channels'
import type {
  Payout, RecordPayoutAbnormal, RecordPayoutConfirmed, RecordPayoutDeferred, RecordPayoutFailed, RecordPayoutReturned, RecordPayoutSubmitted, RecordPayoutUnknown,
} from '@recourse/refund-case'
import type { PayoutInHand } from '../payout-in-hand.js'
import { isUnsent, type Deferral } from '../deferral.js'
import type { RefundCaseDecider } from '../domain.js'

/** What a channel said about a payout, or that it was not asked to pay yet. */
export type ChannelNews = RefundAnswer | Deferral | Exclude<RefundStatus, { outcome: 'not-found' }>
export type PayoutNews = CommandFields<
  RecordPayoutDeferred | RecordPayoutSubmitted | RecordPayoutUnknown | RecordPayoutConfirmed | RecordPayoutFailed | RecordPayoutAbnormal | RecordPayoutReturned
>

/** Records it. The command's key names the outcome: after a crash the same question may get another answer than the first time. */
export const recordNews = async (
  news: ChannelNews, { payoutNo, ...read }: PayoutInHand, stream: string, execution: Execution, decider: RefundCaseDecider,
): Promise<Executed | Refusal> => {
  const command = commandFor(news, payoutNo, read.state.payouts[payoutNo]!)
  return execution.execute(decider, stream, command, keyOf(command), read)
}

const commandFor = (news: ChannelNews, payoutNo: number, payout: Payout): PayoutNews => {
  const { amount: requested, status } = payout
  const unknown = (cause: string): PayoutNews => ({ type: 'RecordPayoutUnknown', payoutNo, cause })
  switch (news.outcome) {
    // Taken over a second time is no news for the case, but the ladder must go on: every answer that is not final sets the next question.
    case 'accepted': return status === 'submitted' ? unknown('pending') : { type: 'RecordPayoutSubmitted', payoutNo, channelReference: news.channelReference }
    case 'deferred': return { type: 'RecordPayoutDeferred', payoutNo, until: news.until, cause: news.cause }
    // It has been taken over, though nobody had said so before.
    case 'pending': return isUnsent(payout) ? { type: 'RecordPayoutSubmitted', payoutNo, channelReference: news.channelReference } : unknown('pending')
    case 'unknown': return unknown(news.why)
    // The money waits at the channel: another number could pay twice. A person says where it goes from there.
    case 'abnormal': return { type: 'RecordPayoutAbnormal', payoutNo, code: news.code, channelReference: news.channelReference }
    case 'failed': {
      const { action, code } = news
      return action === 'retry' ? unknown(code) : { type: 'RecordPayoutFailed', payoutNo, code, correctable: action === 'correctable', ...(isPaidAnew(code) && { anew: true }) }
    }
    case 'succeeded': {
      const { amount, channelReference, settledAt } = news
      return sameMoney(amount, requested) ? { type: 'RecordPayoutConfirmed', payoutNo, amount, channelReference, settledAt } : unknown('AMOUNT_DIFFERS')
    }
    // Perhaps before anybody knew that it had left.
    case 'returned': {
      const { channelReference, returnedAt, code } = news
      return { type: 'RecordPayoutReturned', payoutNo, code, returnedAt, leftUnseen: { amount: requested, channelReference } }
    }
  }
}

/** With the payout: one cause, such as a bank's return file, may bring the same news of several payouts of a case. */
const keyOf = (news: PayoutNews): string => [news.type, news.payoutNo, 'cause' in news ? news.cause : 'code' in news ? news.code : ''].join('/')
