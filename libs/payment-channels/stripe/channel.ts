import { setTimeout as pause } from 'node:timers/promises'
import { addMilliseconds, sameMoney, type Instant } from '@recourse/kernel'
import { boundsOfDay } from '../days.js'
import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import {
  isRefundNumber, type ChannelNotices, type ChannelRules, type Failed, type PaymentChannel, type RefundAnswer, type RefundKey, type RefundRequest, type RefundStatus,
  type StatementLine, type StatementNotReady, type Unknown,
} from '../port.js'
import { moneyOf, stripeAmountOf } from './amounts.js'
import { StripeClient, type Params, type StripeAnswer, type StripeError } from './client.js'
import { failureBecause, failureBehind } from './errors.js'
import type { StripeKeys } from './keys.js'
import { stripeNotices } from './notices.js'
import { allPages } from './pages.js'
import { RefusedKeys } from './refused-keys.js'
import { linesOf, MOVEMENT_TYPES } from './statement.js'
import {
  balanceTransaction, EXPANDED, expandedRefund, instantOf, OUT_REFUND_NO, pageOf, paymentObject, paymentParameter, PAYMENT_REFERENCE, secondsOf, type StripeRefund,
} from './wire.js'

export const STRIPE_URL = 'https://api.stripe.com'

/** A payment has few refunds, and a day's movements are read in pages of a hundred: more than this is no list of ours. */
const PAGE_LIMIT = 1_000
const IN_USE_ASKED_AGAIN = 20
const IN_USE_PAUSE_MS = 250
/** Midnight's movements are listed by then. */
const STATEMENT_READY_AFTER_MS = 600_000

export interface StripeChannelOptions {
  readonly keys: StripeKeys
  readonly url?: string
  /** How long to wait for an answer before its outcome is `unknown`; default 20,000. */
  readonly timeout_ms?: number
  readonly now?: () => Instant
}

type Found = { readonly refund: StripeRefund } | { readonly outcome: 'not-found' } | { readonly error: StripeError } | Unknown

/**
 * Stripe. `paymentReference` is a PaymentIntent (`pi_…`) or a charge (`ch_…`, `py_…`), `channelReference` the refund (`re_…`, `pyr_…`). Money goes back the way it came.
 *
 * Stripe keeps an idempotency key for a day, our numbers live longer. So every refund carries its number as metadata, and is looked for among the refunds of its
 * payment before anything is sent; the key only keeps two sendings at the same time from paying twice.
 */
export class StripeChannel implements PaymentChannel {
  readonly name = 'stripe'
  /** Stripe takes 100 reads and 100 writes a second of a live key; a refund is one write and two reads. Its days are those of UTC. */
  readonly rules: ChannelRules = {
    minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, statementUtcOffset_min: 0, refundsPerSecond: 20, queriesPerSecond: 40, tellsReturns: true,
  }
  readonly notices: ChannelNotices
  readonly #client: StripeClient
  readonly #refusedKeys = new RefusedKeys()
  readonly #now: () => Instant

  constructor({ keys, url = STRIPE_URL, timeout_ms = 20_000, now = () => new Date().toISOString() }: StripeChannelOptions) {
    this.notices = stripeNotices(keys)
    this.#client = new StripeClient({ apiKey: keys.apiKey, url, timeout_ms })
    this.#now = now
  }

  async refund(request: RefundRequest): Promise<RefundAnswer> {
    assertRefundNumber(request)
    const { amount, paid, payee } = request
    if (amount.minor <= 0) return failed('AMOUNT_NOT_POSITIVE')
    if (amount.currency !== paid.currency) return failed('PAYMENT_DIFFERS')
    const known = await this.#find(request)
    if ('refund' in known) return answerAbout(request, known.refund)
    if ('error' in known) return putOffBy(known.error)
    if (known.outcome === 'unknown') return known
    return payee ? failed('PAYEE_NOT_POSSIBLE') : this.#send(request)
  }

  async query(refund: RefundKey): Promise<RefundStatus> {
    assertRefundNumber(refund)
    const known = await this.#find(refund)
    if ('error' in known) return refusedQuestion(known.error)
    return 'refund' in known ? statusOf(known.refund) : known
  }

  async statement(day: string): Promise<readonly StatementLine[] | StatementNotReady | Unknown> {
    const { from, before } = boundsOfDay(day, this.rules.statementUtcOffset_min)
    if (this.#now() < addMilliseconds(before, STATEMENT_READY_AFTER_MS)) return { outcome: 'not-ready' }
    const created = { gte: secondsOf(from), lt: secondsOf(before) }
    const lines: StatementLine[] = []
    for (const type of MOVEMENT_TYPES) {
      const ask = (page: Params) => this.#client.balanceTransactions({ type, created, expand: ['data.source'], ...page })
      const movements = await allPages(ask, pageOf(balanceTransaction), PAGE_LIMIT)
      if ('outcome' in movements) return movements
      if ('error' in movements) return refusedQuestion(movements.error)
      lines.push(...linesOf(movements.items))
    }
    return lines
  }

  /** The refund that carries this number; Stripe's lists, unlike its search, know at once what was made. */
  async #find({ outRefundNo, paymentReference }: RefundKey): Promise<Found> {
    const ask = (page: Params) => this.#client.refunds({ ...paymentParameter(paymentReference), expand: EXPANDED.map((name) => `data.${name}`), ...page })
    const refunds = await allPages(ask, pageOf(expandedRefund), PAGE_LIMIT)
    if (!('items' in refunds)) return 'error' in refunds && refunds.error.code === 'resource_missing' ? { outcome: 'not-found' } : refunds
    const ours = refunds.items.filter(({ metadata }) => metadata?.[OUT_REFUND_NO] === outRefundNo)
    const refund = ours.find(({ status }) => status !== 'failed' && status !== 'canceled') ?? ours[0]
    return refund ? { refund } : { outcome: 'not-found' }
  }

  async #send(request: RefundRequest): Promise<RefundAnswer> {
    const payment = await this.#paymentOf(request)
    if (payment) return payment
    for (let sending = 1; ; sending++) {
      const key = `refund:${request.outRefundNo}:${sending}`
      const sentAt = this.#now()
      const answer = await this.#create(request, key)
      if ('outcome' in answer) return answer
      if ('body' in answer) return madeBy(request, answer.body)
      const failure = failureBehind(answer.error)
      if (!failure) return refusedQuestion(answer.error)
      if (!answer.error.replayed) this.#refusedKeys.remember(key, sentAt)
      // Stripe repeats a refusal for as long as it keeps the key. It made no refund, so the next key may be tried, unless this one could be forgotten meanwhile.
      const mayTryNext = answer.error.replayed && failure.action === 'retry' && this.#refusedKeys.isSurelyKept(key, this.#now())
      if (!mayTryNext) return { outcome: 'failed', ...failure }
    }
  }

  /** A refund at Stripe names no currency: it would be taken out of whatever was paid. Undefined when the payment is in the currency of the refund. */
  async #paymentOf({ paymentReference, amount }: RefundRequest): Promise<Failed | Unknown | undefined> {
    const answer = await this.#client.payment(paymentReference)
    if ('outcome' in answer) return answer
    if ('error' in answer) return putOffBy(answer.error)
    const payment = paymentObject.safeParse(answer.body)
    if (!payment.success) return unreadable('a payment of another shape')
    if (payment.data.id !== paymentReference) return OTHER_REFUND
    return payment.data.currency.toUpperCase() === amount.currency ? undefined : failed('PAYMENT_DIFFERS')
  }

  /** While the same key is being carried out elsewhere, the answer is near: it is waited for. */
  async #create({ outRefundNo, paymentReference, amount }: RefundRequest, key: string): Promise<StripeAnswer> {
    // Whatever differs from the first sending would be refused: nothing here may change between releases.
    const params = {
      ...paymentParameter(paymentReference),
      amount: stripeAmountOf(amount),
      metadata: { [OUT_REFUND_NO]: outRefundNo, [PAYMENT_REFERENCE]: paymentReference },
      expand: EXPANDED,
    }
    for (let asked = 0; ; asked++) {
      const answer = await this.#client.createRefund(params, key)
      if (!isInUse(answer) || asked === IN_USE_ASKED_AGAIN) return answer
      await pause(IN_USE_PAUSE_MS)
    }
  }
}

const assertRefundNumber = ({ outRefundNo }: RefundKey): void => {
  if (!isRefundNumber(outRefundNo)) throw new RangeError(`not a refund number: ${outRefundNo}`)
}

const isInUse = (answer: StripeAnswer): boolean => 'error' in answer && (answer.error.code === 'idempotency_key_in_use' || answer.error.status === 409)

/** What Stripe says it has made. */
const madeBy = (request: RefundRequest, body: unknown): RefundAnswer => {
  const made = expandedRefund.safeParse(body)
  if (!made.success) return unreadable('a refund of another shape')
  const { payment_intent, charge, metadata } = made.data
  const isOurs = metadata?.[OUT_REFUND_NO] === request.outRefundNo && [payment_intent, charge].includes(request.paymentReference)
  return isOurs ? answerAbout(request, made.data) : OTHER_REFUND
}

/** What a refund that Stripe knows under this number means for whoever sends it. */
const answerAbout = ({ amount }: RefundRequest, refund: StripeRefund): RefundAnswer => {
  const status = statusOf(refund)
  if (status.outcome === 'unknown') return status
  if (!sameMoney(moneyOf(refund.amount, refund.currency), amount)) return failed('REFUND_NUMBER_REUSED')
  switch (status.outcome) {
    case 'pending': return { outcome: 'accepted', channelReference: status.channelReference }
    case 'returned': return failed('TRANSFER_RETURNED')
    default: return status
  }
}

type KnownStatus = Extract<RefundStatus, { outcome: 'pending' | 'succeeded' | 'failed' | 'returned' | 'unknown' }>

const statusOf = (refund: StripeRefund): KnownStatus => {
  const { id: channelReference, status, created, balance_transaction, failure_balance_transaction: back, failure_reason } = refund
  switch (status) {
    case 'pending':
    case 'requires_action': return { outcome: 'pending', channelReference }
    case 'canceled':
    case 'failed': {
      const failure = status === 'canceled' ? failureOf('REFUND_CANCELED') : failureBecause(failure_reason ?? 'unknown')
      return back ? { outcome: 'returned', channelReference, returnedAt: instantOf(back.created), ...failure } : { outcome: 'failed', ...failure }
    }
    case 'succeeded': {
      const settledAt = instantOf(balance_transaction?.created ?? created)
      return { outcome: 'succeeded', channelReference, settledAt, amount: moneyOf(refund.amount, refund.currency) }
    }
  }
}

const failed = (code: ChannelErrorCode): Failed => ({ outcome: 'failed', ...failureOf(code) })

/** Stripe refused the question before anything was sent: the refund can be sent later, and nothing is said about an earlier sending. */
const putOffBy = (error: StripeError): Failed | Unknown => {
  const failure = failureBehind(error)
  return failure?.action === 'retry' ? { outcome: 'failed', ...failure } : refusedQuestion(error)
}

/** Stripe could not answer, so it said nothing about the refund. */
const refusedQuestion = ({ status, code, type }: StripeError): Unknown => ({ outcome: 'unknown', why: 'server-error', detail: code ?? type ?? `HTTP ${status}` })

const OTHER_REFUND: Unknown = { outcome: 'unknown', why: 'unverified-answer', detail: 'the answer is about another refund or payment' }

const unreadable = (detail: string): Unknown => ({ outcome: 'unknown', why: 'unreadable-answer', detail })
