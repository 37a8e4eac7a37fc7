import { canonicalJson, isRefusal, type Decision, type NewEvent, type Refusal } from '@recourse/kernel'
import type { RecordOrder } from '../commands.js'
import { OrderRecorded, PayerNamed, PrepaidContractRecorded } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Order, RecordedOrder } from '../state.js'
import { currencyDiffers, notPositive } from './guards.js'

export const recordOrder = (command: RecordOrder, order: Order): Decision => {
  const { orderId, placedAt, customer, paid, paymentLegs, items, country, prepaid } = command
  const content = { orderId, placedAt, customer, paid, paymentLegs, ...(items ? { items } : {}), ...(country ? { country } : {}) }
  if (order.recorded) return sameContent(order, content) ? addTo(order, command) : refuse('OrderAlreadyRecorded', { orderId })
  const contract = prepaid ? [PrepaidContractRecorded({ prepaid })] : []
  return notPositive(paid) ?? legsDoNotHold(command) ?? termDoesNotHold(command) ?? [OrderRecorded(content), ...payerOf(command), ...contract]
}

const sameContent = (order: RecordedOrder, content: object): boolean => {
  const { recorded, claims, turns, delivery, prepaid, payerNamed, ...known } = order
  return canonicalJson(known) === canonicalJson(content)
}

/** The payer's name and a contract may come after the order. */
const addTo = (order: RecordedOrder, command: RecordOrder): Decision => {
  const prepaid = recordPrepaid(command, order)
  return isRefusal(prepaid) ? prepaid : [...(order.payerNamed ? [] : payerOf(command)), ...prepaid]
}

const payerOf = ({ personal }: RecordOrder): NewEvent[] => (personal ? [PayerNamed({}, personal)] : [])

/** A contract never changes. */
const recordPrepaid = (command: RecordOrder, { orderId, prepaid: known }: RecordedOrder): Decision => {
  const { prepaid } = command
  if (!prepaid) return []
  if (known) return canonicalJson(known) === canonicalJson(prepaid) ? [] : refuse('OrderAlreadyRecorded', { orderId, prepaid: known })
  return termDoesNotHold(command) ?? [PrepaidContractRecorded({ prepaid })]
}

/** What is had without limit needs a term, and a term begins before it ends. */
const termDoesNotHold = ({ prepaid }: RecordOrder): Refusal | undefined => {
  if (!prepaid) return undefined
  const { kind, term } = prepaid
  if (!term) return kind === 'UNLIMITED' ? refuse('PrepaidTermMissing') : undefined
  return term.from <= term.to ? undefined : refuse('PrepaidTermReversed', { term })
}

const legsDoNotHold = ({ paid, paymentLegs }: RecordOrder): Refusal | undefined => {
  for (const { amount } of paymentLegs) {
    const refusal = notPositive(amount) ?? currencyDiffers(amount, paid)
    if (refusal) return refusal
  }
  // A refund finds the payment that it goes back over by its reference alone.
  const references = paymentLegs.map(({ reference }) => reference)
  const twice = references.find((reference, n) => references.indexOf(reference) !== n)
  if (twice !== undefined) return refuse('PaymentNamedTwice', { reference: twice })
  const sum_minor = paymentLegs.reduce((sum, leg) => sum + leg.amount.minor, 0)
  return sum_minor === paid.minor ? undefined : refuse('PaymentLegsDoNotAddUp', { paid_minor: paid.minor, sum_minor })
}
