import { defineDeadlines, type DeadlineChanges, type DeadlineSet } from '@recourse/event-flow'
import { commandAtDeadline, deadlinesOf, refundCaseEvents, type RefundCaseEvent } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { takeUp } from './take-up.js'

/** The deadlines of a case that this service keeps; the stages are kept by audit. */
const OURS: readonly string[] = ['payoutQuery', 'payoutSent', 'payoutArrived', 'payoutAgreed', 'receiptAutoConfirm']

/** Asks about payouts whose outcome is not known, rung by rung, says when a promise about the money was not kept, and takes money as received when the customer says nothing. */
export const payoutDeadlines = (decider: RefundCaseDecider, desk: ChannelDesk): DeadlineSet =>
  defineDeadlines({
    name: 'payout_deadline',
    version: 4,
    events: refundCaseEvents,
    deadlinesOf: ourDeadlinesOf,
    fire: (deadline, execution) => deadline.name === 'payoutQuery'
      ? takeUp(deadline.stream, (deadline.data as { payoutNo: number }).payoutNo, execution, decider, desk)
      : execution.execute(decider, deadline.stream, commandAtDeadline(deadline as CommandDeadline)),
  })

type CommandDeadline = Parameters<typeof commandAtDeadline>[0]

const ourDeadlinesOf = (event: RefundCaseEvent): DeadlineChanges => {
  const { clear, set } = deadlinesOf(event)
  return { clear: clear.filter((name) => OURS.includes(name)), set: set.filter(({ name }) => OURS.includes(name)) }
}
