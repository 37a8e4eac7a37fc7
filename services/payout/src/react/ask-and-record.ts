import { TryAgainLater, type Execution } from '@recourse/event-flow'
import type { RefundStatus, UnknownReason } from '@recourse/payment-channels'
import type { Payout, PayoutStatus } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import { isQueued, isUnsent, type Deferral } from '../deferral.js'
import type { RefundCaseDecider } from '../domain.js'
import type { PayoutInHand } from '../payout-in-hand.js'
import { recordNews } from './record-news.js'

type Answer = RefundStatus | Deferral

/**
 * What would be news about a payout in a status. All else is left to the ladder, or has been recorded. Of one that is to be sent again with corrected details
 * the channel repeats its old answer until it is: that it failed, or waits, is told by the sending alone.
 */
const NEWS: Readonly<Record<PayoutStatus, readonly Answer['outcome'][]>> = {
  requested: ['succeeded', 'returned'],
  submitted: ['succeeded', 'failed', 'abnormal', 'returned'],
  unknown: ['succeeded', 'failed', 'abnormal', 'returned'],
  abnormal: ['succeeded', 'failed', 'returned'],
  failed: ['succeeded', 'returned'],
  confirmed: ['returned'],
  returned: [],
  surplus: ['returned'],
  recovered: [],
}

/** Asks the channel about a payout, whatever became of it, and records what is news: also a late success, and money that came back. Answers what the channel said. */
export const askAndRecord = async (
  payout: PayoutInHand, stream: string, execution: Execution, decider: RefundCaseDecider, desk: ChannelDesk,
): Promise<Answer> => {
  const answer = await desk.query(payout)
  if (isNews(answer, payout.state.payouts[payout.payoutNo]!)) await recordNews(answer, payout, stream, execution, decider)
  return answer
}

/**
 * A channel that cannot be reached is asked again for a while. One whose answers make no sense may never make any about this payout: after some tries the question
 * is held for operators, and holds up no other.
 * @throws TryAgainLater, or Error
 */
export const mustSay = (answer: Answer): void => {
  if (answer.outcome === 'deferred' && answer.cause !== 'BATCH') throw new TryAgainLater(`the channel is not asked now: ${answer.cause}`, ASKED_AT_MOST)
  if (answer.outcome !== 'unknown') return
  const message = `the channel could not say what became of the payout: ${answer.why}, ${answer.detail}`
  throw SENSELESS.includes(answer.why) ? new Error(message) : new TryAgainLater(message, ASKED_AT_MOST)
}

/** More than half an hour. A channel that was taken away, or refuses the question for good, must not hold up everybody else's. */
const ASKED_AT_MOST = 500

const SENSELESS: readonly UnknownReason[] = ['unreadable-answer', 'unverified-answer']

/** What the channel puts off is sent again by the ladder. What was queued with the details that it has now can only have failed with these. */
const isNews = (answer: Answer, payout: Payout): answer is Exclude<Answer, { outcome: 'not-found' }> => {
  if (answer.outcome === 'pending') return isUnsent(payout)
  if (answer.outcome === 'failed' && answer.action === 'retry') return false
  return NEWS[payout.status].includes(answer.outcome) || (answer.outcome === 'failed' && payout.status === 'requested' && isQueued(payout))
}
