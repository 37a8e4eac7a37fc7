import { channelSwitchDecider, channelSwitchStream } from '@recourse/channel-switch'
import type { Execution } from '@recourse/event-flow'
import type { EventCodec } from '@recourse/event-store'
import { addMilliseconds, step, type Clock, type Instant, type RecordedEvent } from '@recourse/kernel'
import type { PaymentLeg } from '@recourse/order'
import type { Failed, RefundAnswer, RefundStatus, Unknown } from '@recourse/payment-channels'
import { lastReplacementOf, openPayoutNo, payableOf, PayoutDetailsCorrected, payoutWayOf, type DeferralCause } from '@recourse/refund-case'
import { failedBecause } from './causes.js'
import type { ChannelMetrics } from './channel-metrics.js'
import { isDeferral, isUnsent, type Deferral } from './deferral.js'
import { tenantOf } from './domain.js'
import { earlierNumbersOf, hasTakenTurn, mayHaveLeftUnseen, neverLeft, numbersReplacedBy } from './earlier-numbers.js'
import type { Question } from './gate/channel-gate.js'
import type { OpenChannel, OpenChannels } from './open-channels.js'
import { needsPayee, payeeOf } from './payee.js'
import { legOf } from './payment-leg.js'
import type { PayoutInHand } from './payout-in-hand.js'
import { takeTurn } from './payout-turn.js'

/** `deferred` = it was not asked now; `not-asked` = there is nothing to ask about; `no-channel` = this installation cannot ask it. */
export type ChannelSays = (RefundStatus | Deferral)['outcome'] | 'not-asked' | 'no-channel'

/** How soon somebody looks whether a stopped channel may send again; from then on the ladder says. */
const STOPPED_FOR_ms = 60_000

/** Speaks with the payment channels. Every answer is data, also its own when there is nobody to ask or the channel is not called now. */
export class ChannelDesk {
  constructor(
    private readonly channels: OpenChannels,
    private readonly codec: Pick<EventCodec, 'open'>,
    private readonly metrics: ChannelMetrics,
    private readonly clock: Clock,
  ) {}

  /** Sends the payout under its number; sent again, it is still paid once. @throws Error when it is not covered by the approval. */
  async send(inHand: PayoutInHand, execution: Execution): Promise<RefundAnswer | Deferral> {
    const { state, order, payoutNo } = inHand
    mustBeApproved(inHand)
    const { channel: name, amount, outRefundNo } = state.payouts[payoutNo]!
    const open = this.channels.get(name)
    if (!open || !this.channels.serves(name, tenantOf(inHand))) {
      return state.payouts[payoutNo]!.waits ? noSuchChannel(name) : failedBecause(open ? 'CHANNEL_NOT_FOR_TENANT' : 'CHANNEL_NOT_AVAILABLE')
    }
    const leg = legOf(order, state.payouts[payoutNo]!)
    if (!leg) return failedBecause('NO_PAYMENT_COVERS')
    const about = eventsAbout(inHand)
    const payee = await payeeOf(this.codec, payoutWayOf(state), about)
    if (!payee && needsPayee(payoutWayOf(state), about)) return failedBecause('PAYEE_MISSING')
    const instead = (await this.earlierNumber(inHand)) ?? (await this.notNow(inHand, leg, open, execution))
    if (instead) return instead
    const answer = await step('channel.refund', () => open.channel.refund({
      outRefundNo, paymentReference: leg.reference, amount, paid: leg.amount, reason: `退款 ${order.orderId}`, tenant: tenantOf(inHand),
      ...(payee ? { payee } : {}),
    }))
    open.gate.record(answer)
    this.metrics.answered(name, 'refund', answer.outcome)
    return answer.outcome === 'accepted' && answer.queued ? this.defer(name, 'refund', 'BATCH', this.clock.now()) : answer
  }

  /** What the channel says of a payout; or that it was put off, also when it has been sent nowhere yet because it waits for people. */
  async query(inHand: PayoutInHand): Promise<RefundStatus | Deferral> {
    const status = await this.ask(inHand)
    const payout = inHand.state.payouts[inHand.payoutNo]!
    return status.outcome === 'pending' && status.queued && isUnsent(payout) ? this.defer(payout.channel, 'query', 'BATCH', this.clock.now()) : status
  }

  /** The outcome that the channel states just now, for a person who takes the payout for something else. What never had its turn was never sent, whoever can be asked. */
  async says(inHand: PayoutInHand): Promise<ChannelSays> {
    const { outcome } = await this.query(inHand)
    const payout = inHand.state.payouts[inHand.payoutNo]!
    const unsent = payout.status === 'requested' && !hasTakenTurn(inHand.order, payout)
    if (unsent && saysNothing({ outcome })) return 'not-found'
    return this.channels.get(payout.channel) ? outcome : 'no-channel'
  }

  /** Takes a payout back that waits in its channel's own queue for people; false when it may have left, or may yet. */
  async withdraw({ state, order, payoutNo }: PayoutInHand): Promise<boolean> {
    const { channel: name, outRefundNo } = state.payouts[payoutNo]!
    const leg = legOf(order, state.payouts[payoutNo]!)
    return (leg && await this.channels.get(name)?.channel.withdraw?.({ outRefundNo, paymentReference: leg.reference })) ?? false
  }

  /** Whether the channel would say that money came back. */
  tellsReturns(name: string): boolean {
    return this.channels.get(name)?.channel.rules.tellsReturns === true
  }

  /** Asking moves no money: a stopped channel is asked too. */
  private async ask({ state, order, payoutNo }: PayoutInHand): Promise<RefundStatus | Deferral> {
    const { channel: name, outRefundNo } = state.payouts[payoutNo]!
    const open = this.channels.get(name)
    const leg = legOf(order, state.payouts[payoutNo]!)
    if (!open || !leg) return noSuchChannel(name)
    const barred = await this.enter(open, 'query')
    if (barred) return barred
    const status = await open.channel.query({ outRefundNo, paymentReference: leg.reference })
    open.gate.record(status)
    this.metrics.answered(name, 'query', status.outcome)
    return status
  }

  /**
   * Whether money has left, or may yet leave, under a number that this payout replaces because it failed: then nothing is sent. A failure of our own making
   * (no channel, no payee) may have been recorded after a crash that hid an earlier sending.
   */
  private async earlierNumber(inHand: PayoutInHand): Promise<RefundAnswer | Deferral | undefined> {
    for (const payoutNo of [...earlierNumbersOf(inHand.state, inHand.payoutNo), ...this.returnedBefore(inHand)]) {
      if (!this.channels.get(inHand.state.payouts[payoutNo]!.channel)) {
        if (mayHaveLeftUnseen(inHand, payoutNo)) return failedBecause('EARLIER_NUMBER_ALIVE')
        continue
      }
      const earlier = await this.ask({ ...inHand, payoutNo })
      if (['failed', 'not-found', 'returned'].includes(earlier.outcome) || (saysNothing(earlier) && neverLeft(inHand, payoutNo))) continue
      if (isDeferral(earlier)) return earlier
      return earlier.outcome === 'succeeded' && inHand.state.payouts[payoutNo]!.status !== 'returned' ? this.paidEarlier(inHand) : failedBecause('EARLIER_NUMBER_ALIVE')
    }
    return undefined
  }

  /** Numbers whose money came back by what a person said, or the channel, which could take that back. */
  private returnedBefore({ state, payoutNo }: PayoutInHand): number[] {
    return numbersReplacedBy(state, payoutNo, ['returned']).filter((earlier) => this.tellsReturns(state.payouts[earlier]!.channel))
  }

  /** The case is paid, unless money can have left under this number as well. */
  private async paidEarlier(inHand: PayoutInHand): Promise<RefundAnswer | Deferral> {
    const own = await this.ask(inHand)
    return isDeferral(own) ? own : failedBecause(['failed', 'not-found'].includes(own.outcome) ? 'EARLIER_NUMBER_PAID' : 'EARLIER_NUMBER_ALIVE')
  }

  /** Everything that may put a sending off. The switch is looked at twice: first so that nothing is used up in vain, then at the last moment. */
  private async notNow(inHand: PayoutInHand, leg: PaymentLeg, open: OpenChannel, execution: Execution): Promise<Failed | Deferral | undefined> {
    const { name, rules } = open.channel
    const barred = (await this.stopped(inHand, name, execution)) ?? (await this.enter(open, 'refund'))
    if (barred) return barred
    const turn = await takeTurn(inHand, leg, name, rules, this.clock.now(), execution)
    if (turn === 'taken') return this.stopped(inHand, name, execution)
    return 'notBefore' in turn ? this.defer(name, 'refund', 'SPACING', turn.notBefore) : turn
  }

  private async enter({ channel, gate }: OpenChannel, question: Question): Promise<Deferral | undefined> {
    const barred = await gate.enter(question)
    return barred && this.defer(channel.name, question, barred.cause, this.in(barred.wait_ms))
  }

  /** The kill switch, read from the log itself. */
  private async stopped(inHand: PayoutInHand, name: string, execution: Execution): Promise<Deferral | undefined> {
    const { state: { stop } } = await execution.load(channelSwitchDecider, channelSwitchStream(tenantOf(inHand), name))
    return stop && this.defer(name, 'refund', 'CHANNEL_STOPPED', this.in(STOPPED_FOR_ms))
  }

  private defer(name: string, question: Question, cause: DeferralCause, until: Instant): Deferral {
    this.metrics.deferred(name, question, cause)
    return { outcome: 'deferred', cause, until }
  }

  private in(milliseconds: number): Instant {
    return addMilliseconds(this.clock.now(), milliseconds)
  }
}

/** Nobody can be asked, and money that waits there has not failed for that. */
const noSuchChannel = (name: string): Unknown => ({ outcome: 'unknown', why: 'connection-lost', detail: `this installation has no channel called ${name} for this tenant` })

const saysNothing = ({ outcome }: { readonly outcome: string }): boolean => outcome === 'unknown' || outcome === 'deferred'

/** A correction says where the money of its own payout goes, and of those that replace it: other parts go back the way they came. */
const eventsAbout = ({ state, events, payoutNo }: PayoutInHand): readonly RecordedEvent[] => events.filter(({ type, data }) =>
  type !== PayoutDetailsCorrected.type || lastReplacementOf(state, (data as { payoutNo: number }).payoutNo) === payoutNo)

/** The last look before money moves: what leaves with this payout was approved, and nothing else is under way. */
const mustBeApproved = ({ state, payoutNo }: PayoutInHand): void => {
  const approved = state.approved?.currency === state.payouts[payoutNo]!.amount.currency && openPayoutNo(state) === payoutNo && payableOf(state).minor >= 0
  if (!approved) throw new Error(`payout ${payoutNo} of case ${state.caseId} is not covered by its approval: nothing was sent`)
}
