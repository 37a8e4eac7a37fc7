import { addMilliseconds, money, sameMoney, type Instant, type Money } from '@recourse/kernel'
import {
  boundsOfDay, failureOf, isRefundNumber, type ChannelRules, type PaymentChannel, type RefundAnswer, type RefundKey, type RefundRequest, type RefundStatus, type StatementLine, type Unknown,
} from '@recourse/payment-channels'

/** What becomes of a refund, once the channel has looked at it. */
export type Fate =
  | { readonly kind: 'succeeds'; readonly after_ms: number; readonly returnsAfter_ms?: number }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'closed' | 'abnormal'; readonly after_ms: number }

/** `attempt` counts how often this number was looked at before. */
export type FateOf = (request: RefundRequest, attempt: number) => Fate

export interface ModelMovement {
  readonly outRefundNo: string
  readonly channelReference: string
  readonly direction: 'out' | 'back'
  readonly amount: Money
  readonly at: Instant
}

interface Refund {
  readonly request: RefundRequest
  readonly channelReference: string
  readonly attempts: number
  readonly takenAt: Instant
  fate: Fate
  status: 'pending' | 'succeeded' | 'failed' | 'abnormal' | 'returned'
  code: string
  since: Instant
}

export interface ModelOptions {
  readonly rules: ChannelRules
  now(): Instant
  readonly fateOf: FateOf
  /** When its payments were made; undefined = it does not know and does not look. */
  paidAt?(paymentReference: string): Instant | undefined
  /** A channel that pays whatever number it is sent, as often as it is sent: to see whether anybody notices. */
  readonly forgetsNumbers?: boolean
}

const DAY_MS = 86_400_000
const LIVE: readonly Refund['status'][] = ['pending', 'succeeded', 'abnormal']

/** The side of a payment channel that nobody sees: its rules, what it knows about every refund, and its ledger of the money that left. */
export class ChannelModel {
  private readonly refunds = new Map<string, Refund>()
  private readonly ledger: ModelMovement[] = []
  private references = 0

  constructor(private readonly options: ModelOptions) {}

  get rules(): ChannelRules {
    return this.options.rules
  }

  get movements(): readonly ModelMovement[] {
    for (const refund of this.refunds.values()) this.bringUpToNow(refund)
    return this.ledger
  }

  /** What has become of every refund by now. */
  get news(): readonly (RefundKey & { readonly status: string })[] {
    return [...this.refunds.values()].map((refund) => {
      this.bringUpToNow(refund)
      const { request: { outRefundNo, paymentReference }, status } = refund
      return { outRefundNo, paymentReference, status }
    })
  }

  refund(request: RefundRequest): RefundAnswer {
    const known = this.options.forgetsNumbers ? undefined : this.find(request.outRefundNo)
    const refusal = refusedFor(request, known) ?? (known && !mayTryAgain(known, request) ? undefined : this.refusedByRules(request))
    if (refusal) return { outcome: 'failed', ...failureOf(refusal) }
    if (known && !mayTryAgain(known, request)) return answerOf(known)
    return this.take(request, known)
  }

  query({ outRefundNo, paymentReference }: RefundKey): RefundStatus {
    const refund = this.find(outRefundNo)
    if (!refund || refund.request.paymentReference !== paymentReference) return { outcome: 'not-found' }
    const { status, channelReference, code, since, request: { amount } } = refund
    switch (status) {
      case 'pending': return { outcome: 'pending', channelReference }
      case 'succeeded': return { outcome: 'succeeded', channelReference, settledAt: since, amount }
      case 'failed': return { outcome: 'failed', ...failureOf(code) }
      case 'abnormal': return { outcome: 'abnormal', channelReference, ...failureOf(code) }
      case 'returned': return { outcome: 'returned', channelReference, returnedAt: since, ...failureOf(code) }
    }
  }

  statement(day: string): StatementLine[] {
    const { from, before } = boundsOfDay(day, this.rules.statementUtcOffset_min)
    return this.movements
      .filter(({ at }) => at >= from && at < before)
      .map(({ direction, outRefundNo, channelReference, amount, at }) => ({ kind: direction === 'out' ? 'refund' : 'return', outRefundNo, channelReference, amount, at }))
  }

  private find(outRefundNo: string): Refund | undefined {
    const refund = this.refunds.get(outRefundNo)
    if (refund) this.bringUpToNow(refund)
    return refund
  }

  private refusedByRules({ outRefundNo, paymentReference, amount, paid }: RefundRequest): string | undefined {
    const { rules, paidAt, now } = this.options
    const others = [...this.refunds.values()].filter((other) => other.request.paymentReference === paymentReference && other.request.outRefundNo !== outRefundNo)
    for (const other of others) this.bringUpToNow(other)
    const live = others.filter(({ status }) => LIVE.includes(status))
    if (live.reduce((sum, other) => sum + other.request.amount.minor, 0) + amount.minor > paid.minor) return 'AMOUNT_ABOVE_PAID'
    if (rules.maxRefundsPerPayment !== null && live.length >= rules.maxRefundsPerPayment) return 'TOO_MANY_REFUNDS'
    const at = paidAt?.(paymentReference)
    if (rules.window_days !== null && at !== undefined && now() > addMilliseconds(at, rules.window_days * DAY_MS)) return 'REFUND_WINDOW_OVER'
    const tooSoon = live.some(({ takenAt }) => now() < addMilliseconds(takenAt, rules.minimumSpacing_ms))
    return tooSoon ? 'CHANNEL_BUSY' : undefined
  }

  private take(request: RefundRequest, known: Refund | undefined): RefundAnswer {
    const attempts = (known?.attempts ?? 0) + 1
    const fate = this.options.fateOf(request, attempts - 1)
    if (!known) this.references += 1
    const refund: Refund = {
      request, attempts, fate, takenAt: this.options.now(), since: this.options.now(), status: 'pending', code: '',
      channelReference: known?.channelReference ?? `R-${this.references}`,
    }
    this.refunds.set(request.outRefundNo, refund)
    if (fate.kind === 'refused') Object.assign(refund, { status: 'failed', code: fate.code })
    this.bringUpToNow(refund)
    return answerOf(refund)
  }

  private bringUpToNow(refund: Refund): void {
    const { fate, takenAt } = refund
    if (refund.status === 'pending' && fate.kind !== 'refused') {
      const at = addMilliseconds(takenAt, fate.after_ms)
      if (at > this.options.now()) return
      refund.since = at
      if (fate.kind === 'succeeds') this.move(refund, 'succeeded', 'out', at)
      else Object.assign(refund, fate.kind === 'closed' ? { status: 'failed', code: 'REFUND_CLOSED' } : { status: 'abnormal', code: 'PAYEE_UNREACHABLE' })
    }
    if (refund.status === 'succeeded' && fate.kind === 'succeeds' && fate.returnsAfter_ms !== undefined) {
      const at = addMilliseconds(refund.since, fate.returnsAfter_ms)
      if (at > this.options.now()) return
      Object.assign(refund, { since: at, code: 'TRANSFER_RETURNED' })
      this.move(refund, 'returned', 'back', at)
    }
  }

  private move(refund: Refund, status: Refund['status'], direction: ModelMovement['direction'], at: Instant): void {
    refund.status = status
    const { request: { outRefundNo, amount }, channelReference } = refund
    this.ledger.push({ outRefundNo, channelReference, direction, amount, at })
  }
}

/** Nothing of these is ever taken over, under whatever number. */
const refusedFor = ({ paymentReference, amount, paid }: RefundRequest, known: Refund | undefined): string | undefined => {
  if (known && (known.request.paymentReference !== paymentReference || !sameMoney(known.request.amount, amount))) return 'REFUND_NUMBER_REUSED'
  if (amount.minor <= 0) return 'AMOUNT_NOT_POSITIVE'
  return amount.currency === paid.currency ? undefined : 'PAYMENT_DIFFERS'
}

/** What failed but not for good, and what waits for a payee. */
const mayTryAgain = ({ status, code }: Refund, { payee }: RefundRequest): boolean =>
  (status === 'failed' && failureOf(code).action !== 'final') || (status === 'abnormal' && payee !== undefined)

const answerOf = ({ status, channelReference, code, since, request: { amount } }: Refund): RefundAnswer => {
  if (status === 'succeeded') return { outcome: 'succeeded', channelReference, settledAt: since, amount: money(amount.minor, amount.currency) }
  if (status === 'failed' || status === 'returned') return { outcome: 'failed', ...failureOf(code) }
  return { outcome: 'accepted', channelReference }
}

/** The way between us and a channel: does the effect, or not, and brings the answer, or says that none came. */
export interface Wire {
  exchange<Answer>(question: 'refund' | 'query' | 'statement', key: string, effect: () => Answer): Promise<Answer | Unknown>
}

/** The channel as the payout service sees it. */
export class RemoteChannel implements PaymentChannel {
  constructor(readonly name: string, private readonly model: ChannelModel, private readonly wire: Wire) {}

  get rules(): ChannelRules {
    return this.model.rules
  }

  async refund(request: RefundRequest): Promise<RefundAnswer> {
    if (!isRefundNumber(request.outRefundNo)) throw new RangeError(`not a refund number: ${request.outRefundNo}`)
    return this.wire.exchange('refund', request.outRefundNo, () => this.model.refund(request))
  }

  query(refund: RefundKey): Promise<RefundStatus> {
    return this.wire.exchange('query', refund.outRefundNo, () => this.model.query(refund))
  }

  async statement(day: string): Promise<readonly StatementLine[] | Unknown> {
    boundsOfDay(day, this.rules.statementUtcOffset_min)
    return this.wire.exchange('statement', day, () => this.model.statement(day))
  }
}
