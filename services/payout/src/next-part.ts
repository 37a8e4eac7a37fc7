import type { CommandFields } from '@recourse/event-flow'
import { money } from '@recourse/kernel'
import { partsFor, reservedFor, type PaymentLeg, type RecordedOrder } from '@recourse/order'
import { payoutWayOf, type OpenedCase, type Payout, type PayoutStatus, type RequestPayout } from '@recourse/refund-case'
import type { OpenChannels } from './open-channels.js'

/** Statuses in which the money of a part has left or may yet leave. */
const COUNTS: readonly PayoutStatus[] = ['requested', 'submitted', 'unknown', 'abnormal', 'confirmed']

/** A refund goes back the way the money came, part by part; where the customer wants a transfer, each part goes through the bank, if there is one for the tenant. */
const CHANNELS_OF_WAYS: Readonly<Record<string, string>> = { BANK_TRANSFER: 'bank-transfer' }

/** The request for the next part of what was approved; undefined when every part is paid or under way. */
export const nextPart = (order: RecordedOrder, state: OpenedCase, channels: OpenChannels, tenant: string): CommandFields<RequestPayout> | undefined => {
  const part = partsFor(order, state.caseId).map((whole) => unpaidOf(whole, Object.values(state.payouts))).find(({ amount }) => amount.minor > 0)
  if (!part) return undefined
  const transfer = CHANNELS_OF_WAYS[payoutWayOf(state)]
  const channel = transfer !== undefined && channels.serves(transfer, tenant) ? transfer : part.channel
  return { type: 'RequestPayout', amount: part.amount, channel, paymentReference: part.reference, facts: { reserved: reservedFor(order, state.caseId) } }
}

const unpaidOf = (part: PaymentLeg, payouts: readonly Payout[]): PaymentLeg => {
  const counted = payouts.filter(({ status, paymentReference }) => paymentReference === part.reference && COUNTS.includes(status))
  return { ...part, amount: money(part.amount.minor - counted.reduce((sum, { amount }) => sum + amount.minor, 0), part.amount.currency) }
}
