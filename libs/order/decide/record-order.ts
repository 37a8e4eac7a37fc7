import { canonicalJson, type Decision, type Refusal } from '@recourse/kernel'
import type { RecordOrder } from '../commands.js'
import { OrderRecorded } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Order } from '../state.js'
import { currencyDiffers, notPositive } from './guards.js'

export const recordOrder = (command: RecordOrder, order: Order): Decision => {
  const { orderId, placedAt, customer, paid, paymentLegs, items, country } = command
  const content = { orderId, placedAt, customer, paid, paymentLegs, ...(items ? { items } : {}), ...(country ? { country } : {}) }
  if (order.recorded) return sameContent(order, content) ? [] : refuse('OrderAlreadyRecorded', { orderId })
  return notPositive(paid) ?? legsDoNotAddUp(command) ?? [OrderRecorded(content)]
}

const sameContent = (order: Order & { recorded: true }, content: object): boolean => {
  const { recorded, claims, delivery, ...known } = order
  return canonicalJson(known) === canonicalJson(content)
}

const legsDoNotAddUp = ({ paid, paymentLegs }: RecordOrder): Refusal | undefined => {
  for (const { amount } of paymentLegs) {
    const refusal = notPositive(amount) ?? currencyDiffers(amount, paid)
    if (refusal) return refusal
  }
  const sum_minor = paymentLegs.reduce((sum, leg) => sum + leg.amount.minor, 0)
  return sum_minor === paid.minor ? undefined : refuse('PaymentLegsDoNotAddUp', { paid_minor: paid.minor, sum_minor })
}
