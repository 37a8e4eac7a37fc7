import type { Execution } from '@recourse/event-flow'
import { isRefusal, type Instant, type Refusal } from '@recourse/kernel'
import { orderDecider, orderStream, type PaymentLeg } from '@recourse/order'
import { failureOf, type ChannelErrorCode, type ChannelRules, type Failed } from '@recourse/payment-channels'
import { tenantOf } from './domain.js'
import type { PayoutInHand } from './payout-in-hand.js'

/** Why the channel would not take this refund of this payment at all. */
const NEVER: Readonly<Record<string, ChannelErrorCode>> = { TooManyRefundsOfPayment: 'TOO_MANY_REFUNDS', RefundWindowOver: 'REFUND_WINDOW_OVER' }
const TOO_SOON = 'TooSoonAfterLastRefund'

/** Refusals of an order that are answers here, for policies that send. */
export const TURN_REFUSALS: readonly string[] = [TOO_SOON, ...Object.keys(NEVER)]

/** Now it may be sent; or not before a time; or never through this channel. */
export type Turn = 'taken' | { readonly notBefore: Instant } | Failed

/**
 * Takes the payment's turn on its order, which lets one refund of a payment through after the other. Each sending takes a turn of its own: its command is
 * another one at another time.
 */
export const takeTurn = async (inHand: PayoutInHand, leg: PaymentLeg, channel: string, rules: ChannelRules, at: Instant, execution: Execution): Promise<Turn> => {
  const { state: { caseId }, order: { orderId }, payoutNo } = inHand
  const { minimumSpacing_ms, maxRefundsPerPayment: maxRefunds, window_days } = rules
  const outcome = await execution.execute(orderDecider, orderStream(tenantOf(inHand), orderId), {
    type: 'TakePayoutTurn', caseId, payoutNo, channel, reference: leg.reference, at, rules: { minimumSpacing_ms, maxRefunds, window_days },
  }, `turn/${caseId}/${payoutNo}/${at}`)
  return isRefusal(outcome) ? afterRefusal(outcome) : 'taken'
}

const afterRefusal = ({ code, details }: Refusal): Turn => {
  if (code === TOO_SOON) return { notBefore: details['notBefore'] as Instant }
  const never = NEVER[code]
  if (!never) throw new Error(`the order gives no turn: ${code}`)
  return { outcome: 'failed', ...failureOf(never) }
}
