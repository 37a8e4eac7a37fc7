import { addMilliseconds, money, type Instant } from '@recourse/kernel'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../days.js'
import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import {
  isRefundNumber, type ChannelNotices, type ChannelRules, type Failed, type PaymentChannel, type RefundAnswer, type RefundKey, type RefundRequest,
  type StatementLine, type StatementNotReady, type Succeeded, type Unknown,
} from '../port.js'
import { fenOf, yuanOf } from './amounts.js'
import { refundsOfBill } from './bill.js'
import { AlipayClient } from './client.js'
import { failureBehind } from './errors.js'
import type { AlipayKeys } from './keys.js'
import { alipayNotices } from './notices.js'
import { instantOf } from './times.js'
import {
  answerHead, billAnswer, methods, queryAnswer, refundAnswer, type AlipayError, type BillContent, type QueryAnswer, type QueryContent, type RefundContent,
} from './wire.js'

export const ALIPAY_URL = 'https://openapi.alipay.com/gateway.do'

const UNDERSTOOD = '10000'
const REASON_LIMIT = 256
/** Yesterday's bill is made in the morning, Beijing time. */
const BILL_READY_AFTER_MS = 10 * 3_600_000

export interface AlipayChannelOptions {
  readonly keys: AlipayKeys
  readonly url?: string
  /** Days after the payment within which the contract with Alipay allows refunds; default 365. */
  readonly window_days?: number
  /** How long to wait for an answer before its outcome is `unknown`; default 10,000. */
  readonly timeout_ms?: number
  readonly now?: () => Instant
}

/** What Alipay says about a refund. */
type Found = { outcome: 'not-found' } | { outcome: 'pending'; channelReference: string } | Succeeded | Failed | Unknown

/**
 * Alipay. `paymentReference` is its `trade_no`, and so is every `channelReference`: Alipay has no reference of a refund but our own number.
 * A refund goes back to the payer only.
 *
 * Only `fund_change=Y` or a query that says REFUND_SUCCESS is a success. An answer is signed without naming the request: so it counts only when it names the
 * same payment, and a query's only when it names the same refund.
 */
export class AlipayChannel implements PaymentChannel {
  readonly name = 'alipay'
  readonly rules: ChannelRules
  readonly notices: ChannelNotices
  readonly #client: AlipayClient
  readonly #now: () => Instant

  constructor({ keys, url = ALIPAY_URL, window_days = 365, timeout_ms = 10_000, now = () => new Date().toISOString() }: AlipayChannelOptions) {
    this.rules = {
      minimumSpacing_ms: 3_000, maxRefundsPerPayment: null, window_days, statementUtcOffset_min: CHINA_UTC_OFFSET_MIN, refundsPerSecond: 50, queriesPerSecond: 50,
    }
    this.notices = alipayNotices(keys)
    this.#client = new AlipayClient({ url, keys, timeout_ms, now })
    this.#now = now
  }

  async refund(request: RefundRequest): Promise<RefundAnswer> {
    assertRefundNumber(request)
    const { amount, paid, payee } = request
    if (amount.minor <= 0) return failed('AMOUNT_NOT_POSITIVE')
    if (amount.currency !== 'CNY' || paid.currency !== 'CNY') return failed('PAYMENT_DIFFERS')
    if (!payee) return this.#send(request)
    const known = await this.query(request)
    return known.outcome === 'not-found' ? failed('PAYEE_NOT_POSSIBLE') : taken(request, known)
  }

  async query(refund: RefundKey): Promise<Found> {
    assertRefundNumber(refund)
    const content: QueryContent = { trade_no: refund.paymentReference, out_request_no: refund.outRefundNo, query_options: ['gmt_refund_pay'] }
    const answer = await this.#ask(methods.query, content)
    if ('outcome' in answer) return answer
    if ('error' in answer) return isCalled(answer.error, 'ACQ.TRADE_NOT_EXIST') ? { outcome: 'not-found' } : refusedQuestion(answer.error)
    const known = queryAnswer.safeParse(answer.body)
    return known.success ? statusOf(refund, known.data) : unreadable('a refund of another shape')
  }

  async statement(day: string): Promise<readonly StatementLine[] | StatementNotReady | Unknown> {
    const { before } = boundsOfDay(day, CHINA_UTC_OFFSET_MIN)
    // Alipay takes the question about a day that is not over for a malformed one.
    if (this.#now() < before) return { outcome: 'not-ready' }
    const content: BillContent = { bill_type: 'trade', bill_date: day }
    const answer = await this.#ask(methods.bill, content)
    if ('outcome' in answer) return answer
    if ('error' in answer) {
      if (!isCalled(answer.error, 'isp.bill_not_exist')) return refusedQuestion(answer.error)
      return this.#now() < addMilliseconds(before, BILL_READY_AFTER_MS) ? { outcome: 'not-ready' } : []
    }
    const bill = billAnswer.safeParse(answer.body)
    return bill.success ? this.#download(bill.data.bill_download_url) : unreadable('a bill of another shape')
  }

  async #send(request: RefundRequest): Promise<RefundAnswer> {
    const { outRefundNo, paymentReference, amount, reason } = request
    const content: RefundContent = {
      trade_no: paymentReference,
      out_request_no: outRefundNo,
      refund_amount: yuanOf(amount.minor),
      ...(reason && { refund_reason: [...reason].slice(0, REASON_LIMIT).join('') }),
    }
    const answer = await this.#ask(methods.refund, content)
    if ('outcome' in answer) return answer
    if ('error' in answer) return failedBy(answer.error)
    const refund = refundAnswer.safeParse(answer.body)
    if (!refund.success) return unreadable('a refund of another shape')
    const { trade_no, fund_change, refund_fee, gmt_refund_pay } = refund.data
    if (trade_no !== paymentReference) return OTHER_REFUND
    if (fund_change !== 'Y' || !gmt_refund_pay || !refund_fee) return taken(request, await this.query(request))
    // The sum of the trade's refunds: it cannot be less than this one.
    if (fenOf(refund_fee) < amount.minor) return OTHER_REFUND
    return { outcome: 'succeeded', channelReference: trade_no, settledAt: instantOf(gmt_refund_pay), amount }
  }

  async #ask(method: string, content: object): Promise<{ body: unknown } | { error: AlipayError } | Unknown> {
    const answer = await this.#client.call(method, content)
    if ('outcome' in answer) return answer
    const head = answerHead.safeParse(answer.body)
    if (!head.success) return unreadable('an answer without a code')
    return head.data.code === UNDERSTOOD ? answer : { error: head.data }
  }

  async #download(address: string): Promise<readonly StatementLine[] | Unknown> {
    const file = await this.#client.download(address)
    if ('outcome' in file) return file
    try {
      return refundsOfBill(file)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return unreadable(error.message)
    }
  }
}

const assertRefundNumber = ({ outRefundNo }: RefundKey): void => {
  if (!isRefundNumber(outRefundNo)) throw new RangeError(`not a refund number: ${outRefundNo}`)
}

/** Alipay says nothing of a refund that it does not know, that is too young to be found or that did not succeed: all may be sent again under the same number. */
const statusOf = ({ outRefundNo, paymentReference }: RefundKey, known: QueryAnswer): Found => {
  const { trade_no: channelReference = paymentReference, out_request_no = outRefundNo, refund_status, refund_amount, gmt_refund_pay } = known
  if (channelReference !== paymentReference || out_request_no !== outRefundNo) return OTHER_REFUND
  if (refund_status === undefined) return { outcome: 'not-found' }
  if (!known.trade_no || !known.out_request_no) return OTHER_REFUND
  if (refund_status === 'REFUND_PROCESSING') return { outcome: 'pending', channelReference }
  if (refund_status === 'REFUND_FAIL') return failed('REFUND_CLOSED')
  if (!refund_amount || !gmt_refund_pay) return unreadable('a success without its amount or time')
  return { outcome: 'succeeded', channelReference, settledAt: instantOf(gmt_refund_pay), amount: money(fenOf(refund_amount), 'CNY') }
}

/** What a status means for whoever sent the refund and was told no more than that the call was understood. */
const taken = ({ amount, paymentReference }: RefundRequest, known: Found): RefundAnswer => {
  if (known.outcome === 'succeeded') return known.amount.minor === amount.minor ? known : failed('REFUND_NUMBER_REUSED')
  return known.outcome === 'not-found' || known.outcome === 'pending' ? { outcome: 'accepted', channelReference: paymentReference } : known
}

const failed = (code: ChannelErrorCode): Failed => ({ outcome: 'failed', ...failureOf(code) })

const failedBy = (error: AlipayError): Failed | Unknown => {
  const failure = failureBehind(error)
  return failure ? { outcome: 'failed', ...failure } : refusedQuestion(error)
}

const isCalled = ({ sub_code }: AlipayError, name: string): boolean => sub_code === name

/** Alipay could not answer, so it said nothing about the refund. */
const refusedQuestion = ({ code, sub_code }: AlipayError): Unknown => ({ outcome: 'unknown', why: 'server-error', detail: sub_code ?? code })

const OTHER_REFUND: Unknown = { outcome: 'unknown', why: 'unverified-answer', detail: 'the answer is about another refund' }

const unreadable = (detail: string): Unknown => ({ outcome: 'unknown', why: 'unreadable-answer', detail })
