import type { Money } from '@recourse/kernel'
import type { PaymentLeg, RecordedOrder } from '@recourse/order'

/**
 * The payment that a refund goes back to: the first that covers the amount, preferably of the given channel. Of another channel it only names the order's
 * payment, for a transfer to a payee. The same for ever, because an order's payments never change and a refund number belongs to one payment.
 */
export const legFor = ({ paymentLegs }: RecordedOrder, amount: Money, channel?: string): PaymentLeg | undefined => {
  const covering = paymentLegs.filter((leg) => leg.amount.minor >= amount.minor)
  return covering.find((leg) => leg.channel === channel) ?? covering[0]
}
