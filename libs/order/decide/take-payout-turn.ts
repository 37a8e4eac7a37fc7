import { addMilliseconds, type Decision, type Refusal } from '@recourse/kernel'
import type { TakePayoutTurn } from '../commands.js'
import { PayoutTurnTaken } from '../events/index.js'
import { refuse } from '../refusals.js'
import { turnsOf, turnsOver, type RecordedOrder } from '../state.js'

const DAY_ms = 86_400_000

/**
 * Right before a channel is called: one refund of a payment after the other, as the channel's rules want it. Sending a refund again waits like any other,
 * but is no further refund. Numbers of a case over one payment follow each other: one that another has followed is sent no more, whoever still has it in hand.
 */
export const takePayoutTurn = (command: TakePayoutTurn, order: RecordedOrder): Decision => {
  const { caseId, payoutNo, channel, reference, at } = command
  if (!order.paymentLegs.some((leg) => leg.reference === reference)) return refuse('UnknownPayment', { reference })
  return replaced(command, order) ?? tooSoon(command, order) ?? notAnother(command, order) ?? [PayoutTurnTaken({ caseId, payoutNo, channel, reference, at })]
}

const replaced = ({ caseId, payoutNo, reference }: TakePayoutTurn, order: RecordedOrder): Refusal | undefined => {
  const ofCase = `${caseId}-`
  const numbers = turnsOver(order, reference).flatMap(({ payouts }) => payouts).filter((sent) => sent.startsWith(ofCase)).map((sent) => Number(sent.slice(ofCase.length)))
  return numbers.some((number) => number > payoutNo) ? refuse('PayoutReplaced', { payoutNo }) : undefined
}

const tooSoon = ({ channel, reference, at, rules }: TakePayoutTurn, order: RecordedOrder): Refusal | undefined => {
  const { lastAt } = turnsOf(order, channel, reference)
  if (lastAt === undefined) return undefined
  const notBefore = addMilliseconds(lastAt, rules.minimumSpacing_ms)
  return at < notBefore ? refuse('TooSoonAfterLastRefund', { notBefore }) : undefined
}

/** Of a refund that was not sent before. */
const notAnother = ({ caseId, payoutNo, channel, reference, at, rules }: TakePayoutTurn, order: RecordedOrder): Refusal | undefined => {
  const { payouts } = turnsOf(order, channel, reference)
  if (payouts.includes(`${caseId}-${payoutNo}`)) return undefined
  const { maxRefunds, window_days } = rules
  if (maxRefunds !== null && payouts.length >= maxRefunds) return refuse('TooManyRefundsOfPayment', { maxRefunds })
  if (window_days !== null && at > addMilliseconds(order.placedAt, window_days * DAY_ms)) return refuse('RefundWindowOver', { window_days })
  return undefined
}
