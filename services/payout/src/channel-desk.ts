import type { EventCodec } from '@recourse/event-store'
import { failpoint } from '@recourse/kernel'
import type { RecordedOrder } from '@recourse/order'
import type { PaymentChannel, RefundAnswer, RefundStatus } from '@recourse/payment-channels'
import { openPayoutNo, payableOf, payoutWayOf } from '@recourse/refund-case'
import { failedBecause } from './causes.js'
import type { LoadedCase } from './domain.js'
import { needsPayee, payeeOf } from './payee.js'
import { legFor } from './payment-leg.js'
import type { PayoutAnswers } from './payout-answers.js'

/** A payout without outcome, with what is needed to speak about it. */
export interface PayoutInHand extends LoadedCase {
  readonly payoutNo: number
  readonly order: RecordedOrder
}

/** Speaks with the payment channels. Every answer is data, also its own when there is nobody to ask. */
export class ChannelDesk {
  private readonly channels: ReadonlyMap<string, PaymentChannel>

  constructor(channels: readonly PaymentChannel[], private readonly codec: Pick<EventCodec, 'open'>, private readonly answers: PayoutAnswers) {
    this.channels = new Map(channels.map((channel) => [channel.name, channel]))
  }

  /** Sends the payout under its number; sent again, it is still paid once. @throws Error when it is not covered by the approval. */
  async send(inHand: PayoutInHand): Promise<RefundAnswer> {
    const { state, events, order, payoutNo } = inHand
    mustBeApproved(inHand)
    const { channel: name, amount, outRefundNo } = state.payouts[payoutNo]!
    const channel = this.channels.get(name)
    if (!channel) return failedBecause('CHANNEL_NOT_AVAILABLE')
    const leg = legFor(order, amount, name)
    if (!leg) return failedBecause('NO_PAYMENT_COVERS')
    const payee = await payeeOf(this.codec, payoutWayOf(state), events)
    if (!payee && needsPayee(payoutWayOf(state), events)) return failedBecause('PAYEE_MISSING')
    if (await this.mayEarlierNumberPay(inHand)) return failedBecause('EARLIER_NUMBER_ALIVE')
    failpoint('channel.before-refund')
    const answer = await channel.refund({
      outRefundNo, paymentReference: leg.reference, amount, paid: leg.amount, reason: `退款 ${order.orderId}`, ...(payee ? { payee } : {}),
    })
    failpoint('channel.after-refund')
    this.answers.count(name, 'refund', answer.outcome)
    return answer
  }

  /**
   * Whether money may have left, or may yet leave, under the number that this payout replaces because it failed. A failure of our own making
   * (no channel, no payee) may have been recorded after a crash that hid an earlier sending.
   */
  private async mayEarlierNumberPay(inHand: PayoutInHand): Promise<boolean> {
    const replaced = Object.entries(inHand.state.payouts).find(([, { status, resubmittedAs }]) => status === 'failed' && resubmittedAs === inHand.payoutNo)
    if (!replaced || !this.channels.has(replaced[1].channel)) return false
    const { outcome } = await this.query({ ...inHand, payoutNo: Number(replaced[0]) })
    return !['failed', 'not-found', 'returned'].includes(outcome)
  }

  async query({ state, order, payoutNo }: PayoutInHand): Promise<RefundStatus> {
    const { channel: name, amount, outRefundNo } = state.payouts[payoutNo]!
    const channel = this.channels.get(name)
    const leg = legFor(order, amount, name)
    if (!channel || !leg) return { outcome: 'unknown', why: 'connection-lost', detail: `this installation has no channel called ${name}` }
    const status = await channel.query({ outRefundNo, paymentReference: leg.reference })
    this.answers.count(name, 'query', status.outcome)
    return status
  }
}

/** The last look before money moves: what leaves with this payout was approved, and nothing else is under way. */
const mustBeApproved = ({ state, payoutNo }: PayoutInHand): void => {
  const approved = state.approved?.currency === state.payouts[payoutNo]!.amount.currency && openPayoutNo(state) === payoutNo && payableOf(state).minor >= 0
  if (!approved) throw new Error(`payout ${payoutNo} of case ${state.caseId} is not covered by its approval: nothing was sent`)
}
