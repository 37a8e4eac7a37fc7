import type { Money } from '@recourse/kernel'
import type { PaymentLeg, RecordedOrder } from '@recourse/order'
import type { Payout } from '@recourse/refund-case'

/**
 * The payment that a payout goes back over. The same for ever, because an order's payments never change and a payout names its own. Through another channel it
 * only names the order's payment, for a transfer to a payee.
 */
export const legOf = ({ paymentLegs }: RecordedOrder, { paymentReference, amount, channel }: Pick<Payout, 'paymentReference' | 'amount' | 'channel'>): PaymentLeg | undefined =>
  (paymentReference === undefined ? firstCovering(paymentLegs, amount, channel) : paymentLegs.find(({ reference }) => reference === paymentReference))

/** Of a payout that is older than the splitting of refunds: the first payment that covers it, preferably of its channel. */
const firstCovering = (paymentLegs: readonly PaymentLeg[], amount: Money, channel: string): PaymentLeg | undefined => {
  const covering = paymentLegs.filter((leg) => leg.amount.minor >= amount.minor)
  return covering.find((leg) => leg.channel === channel) ?? covering[0]
}
