import { addMilliseconds, money, toInstant, type Instant } from '@recourse/kernel'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../days.js'
import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import {
  isRefundNumber, type ChannelNotices, type ChannelRules, type Failed, type PayeeDetails, type PaymentChannel, type RefundAnswer, type RefundKey, type RefundRequest,
  type RefundStatus, type StatementLine, type StatementNotReady, type Unknown,
} from '../port.js'
import { bankTypeOf } from './banks.js'
import { isBill, refundsOfBill } from './bill.js'
import { WechatPayClient, type WechatPayRequest } from './client.js'
import { abnormalFailureBehind, failureBehind } from './errors.js'
import { encryptForPlatform, type WechatPayKeys } from './keys.js'
import { wechatPayNotices } from './notices.js'
import { billAnswer, errorAnswer, refundAnswer, type AbnormalRefundBody, type RefundBody, type WechatError, type WechatRefund } from './wire.js'

export const WECHAT_PAY_URL = 'https://api.mch.weixin.qq.com/'

const REFUNDS = '/v3/refund/domestic/refunds'
const REASON_LIMIT_BYTES = 80
/** Yesterday's bill is made by ten in the morning, Beijing time. */
const BILL_READY_AFTER_MS = 10 * 3_600_000

export interface WechatPayChannelOptions {
  readonly keys: WechatPayKeys
  readonly url?: string
  /** Where WeChat Pay sends its notices, at most 256 characters and without a query; without it, where the merchant's account says. */
  readonly notifyUrl?: string
  /** How long to wait for an answer before its outcome is `unknown`; default 10,000. */
  readonly timeout_ms?: number
  readonly now?: () => Instant
}

/**
 * WeChat Pay v3. `paymentReference` is its `transaction_id`. A refund goes back to the payer only; a payee is where an abnormal refund is sent to instead.
 *
 * WeChat Pay signs its answers without naming the request: so an answer counts only when it names the same refund. An error names none; it is believed because it
 * is signed and fresh.
 */
export class WechatPayChannel implements PaymentChannel {
  readonly name = 'wechat-pay'
  /** WeChat Pay takes 150 refunds and 300 questions a second. */
  readonly rules: ChannelRules = {
    minimumSpacing_ms: 60_000, maxRefundsPerPayment: 50, window_days: 365, statementUtcOffset_min: CHINA_UTC_OFFSET_MIN, listedEarly_days: 15, refundsPerSecond: 100, queriesPerSecond: 40,
  }
  readonly notices: ChannelNotices
  readonly #client: WechatPayClient
  readonly #keys: WechatPayKeys
  readonly #notifyUrl: string | undefined
  readonly #now: () => Instant

  constructor({ keys, url = WECHAT_PAY_URL, notifyUrl, timeout_ms = 10_000, now = () => new Date().toISOString() }: WechatPayChannelOptions) {
    this.#client = new WechatPayClient({ url, keys, timeout_ms })
    this.#keys = keys
    this.#notifyUrl = notifyUrl
    this.#now = now
    this.notices = wechatPayNotices(keys)
  }

  async refund(request: RefundRequest): Promise<RefundAnswer> {
    assertRefundNumber(request)
    const { amount, paid, payee } = request
    if (amount.minor <= 0) return failed('AMOUNT_NOT_POSITIVE')
    if (amount.currency !== 'CNY' || paid.currency !== 'CNY') return failed('PAYMENT_DIFFERS')
    return payee ? this.#redirect(request, payee) : this.#send(request)
  }

  async query(refund: RefundKey): Promise<RefundStatus> {
    assertRefundNumber(refund)
    const known = await this.#find(refund)
    if ('outcome' in known) return known
    const channelReference = known.refund_id
    switch (known.status) {
      case 'PROCESSING':
        return { outcome: 'pending', channelReference }
      case 'ABNORMAL':
        return { outcome: 'abnormal', channelReference, ...failureOf('PAYEE_UNREACHABLE') }
      case 'CLOSED':
        return failed('REFUND_CLOSED')
      case 'SUCCESS':
        return succeeded(known)
    }
  }

  async statement(day: string): Promise<readonly StatementLine[] | StatementNotReady | Unknown> {
    const { before } = boundsOfDay(day, CHINA_UTC_OFFSET_MIN)
    const answer = await this.#client.call({ method: 'GET', path: '/v3/bill/tradebill', params: { bill_date: day, bill_type: 'REFUND' } })
    if ('outcome' in answer) return answer
    const bill = billAnswer.safeParse(answer.body)
    if (answer.status === 200 && bill.success) return this.#download(bill.data)
    const error = errorOf(answer.body)
    if (error?.code === 'STATEMENT_CREATING') return { outcome: 'not-ready' }
    if (error?.code === 'NO_STATEMENT_EXIST') return this.#now() < addMilliseconds(before, BILL_READY_AFTER_MS) ? { outcome: 'not-ready' } : []
    return error ? { outcome: 'unknown', why: 'server-error', detail: error.code } : unreadable(answer.status)
  }

  async #send(refund: RefundRequest): Promise<RefundAnswer> {
    const { outRefundNo, paymentReference, amount, paid, reason } = refund
    const body: RefundBody = {
      transaction_id: paymentReference,
      out_refund_no: outRefundNo,
      ...(reason && { reason: within(reason, REASON_LIMIT_BYTES) }),
      ...(this.#notifyUrl && { notify_url: this.#notifyUrl }),
      amount: { refund: amount.minor, total: paid.minor, currency: 'CNY' },
    }
    const answer = await this.#ask(refund, { method: 'POST', path: REFUNDS, body })
    return 'error' in answer ? failedBy(failureBehind(answer.error), answer.error) : taken(answer)
  }

  /** Only an abnormal refund can be sent to somebody: money that is under way, has arrived or was given up stays what it is. */
  async #redirect(request: RefundRequest, payee: PayeeDetails): Promise<RefundAnswer> {
    const known = await this.#find(request)
    if ('outcome' in known) return known.outcome === 'not-found' ? failed('PAYEE_NOT_POSSIBLE') : known
    if (known.amount.refund !== request.amount.minor) return failed('REFUND_NUMBER_REUSED')
    return known.status === 'ABNORMAL' ? this.#applyAbnormal(request, known.refund_id, payee) : taken(known)
  }

  async #applyAbnormal(refund: RefundKey, refundId: string, { accountNo, accountName, bankCode }: PayeeDetails): Promise<RefundAnswer> {
    if (!bankCode) return failed('PAYEE_BANK_UNKNOWN')
    const bank_type = bankTypeOf(bankCode)
    if (!bank_type) return failed('PAYEE_BANK_NOT_SERVED')
    const body: AbnormalRefundBody = {
      out_refund_no: refund.outRefundNo,
      type: 'USER_BANK_CARD',
      bank_type,
      bank_account: encryptForPlatform(this.#keys, accountNo),
      real_name: encryptForPlatform(this.#keys, accountName),
    }
    const path = `${REFUNDS}/${encodeURIComponent(refundId)}/apply-abnormal-refund`
    const answer = await this.#ask(refund, { method: 'POST', path, body })
    return 'error' in answer ? failedBy(abnormalFailureBehind(answer.error), answer.error) : taken(answer)
  }

  async #find(refund: RefundKey): Promise<WechatRefund | { outcome: 'not-found' } | Unknown> {
    const answer = await this.#ask(refund, { method: 'GET', path: `${REFUNDS}/${encodeURIComponent(refund.outRefundNo)}` })
    if (!('error' in answer)) return answer
    if (answer.status === 404 && answer.error.code === 'RESOURCE_NOT_EXISTS') return { outcome: 'not-found' }
    // WeChat Pay rejected the question, so it said nothing about the refund.
    return { outcome: 'unknown', why: 'server-error', detail: answer.error.code }
  }

  async #ask(refund: RefundKey, request: WechatPayRequest): Promise<WechatRefund | { status: number; error: WechatError } | Unknown> {
    const answer = await this.#client.call(request)
    if ('outcome' in answer) return answer
    const { status, body } = answer
    if (status !== 200) {
      const error = errorOf(body)
      return error ? { status, error } : unreadable(status)
    }
    const known = refundAnswer.safeParse(body)
    if (!known.success) return unreadable(status)
    const isAboutIt = known.data.out_refund_no === refund.outRefundNo && known.data.transaction_id === refund.paymentReference
    return isAboutIt ? known.data : { outcome: 'unknown', why: 'unverified-answer', detail: 'the answer is about another refund' }
  }

  async #download({ download_url, hash_value }: { download_url: string; hash_value: string }): Promise<readonly StatementLine[] | Unknown> {
    // Only the token is taken from the address: the file comes from where every other answer comes from.
    const file = await this.#client.download('/v3/billdownload/file', { token: new URL(download_url).searchParams.get('token') ?? '' })
    if ('outcome' in file) return file
    if (!isBill(file, hash_value)) return { outcome: 'unknown', why: 'unverified-answer', detail: 'the bill does not have the hash that was promised' }
    try {
      return refundsOfBill(file)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return { outcome: 'unknown', why: 'unreadable-answer', detail: error.message }
    }
  }
}

const assertRefundNumber = ({ outRefundNo }: RefundKey): void => {
  if (!isRefundNumber(outRefundNo)) throw new RangeError(`not a refund number: ${outRefundNo}`)
}

/** What it means for whoever sent the refund: an abnormal one is taken like any other, and only a query tells. */
const taken = (known: WechatRefund | Unknown): RefundAnswer => {
  if ('outcome' in known) return known
  if (known.status === 'SUCCESS') return succeeded(known)
  return known.status === 'CLOSED' ? failed('REFUND_CLOSED') : { outcome: 'accepted', channelReference: known.refund_id }
}

const succeeded = ({ refund_id, success_time, amount }: WechatRefund): Extract<RefundAnswer, { outcome: 'succeeded' }> | Unknown => {
  if (!success_time) return { outcome: 'unknown', why: 'unreadable-answer', detail: 'a success without its time' }
  return { outcome: 'succeeded', channelReference: refund_id, settledAt: toInstant(success_time), amount: money(amount.refund, amount.currency) }
}

const failed = (code: ChannelErrorCode): Failed => ({ outcome: 'failed', ...failureOf(code) })

const failedBy = (failure: ReturnType<typeof failureBehind>, { code }: WechatError): Failed | Unknown =>
  failure ? { outcome: 'failed', ...failure } : { outcome: 'unknown', why: 'server-error', detail: code }

const errorOf = (body: unknown): WechatError | undefined => errorAnswer.safeParse(body).data

const unreadable = (status: number): Unknown => ({ outcome: 'unknown', why: 'unreadable-answer', detail: `HTTP ${status} with a body of another shape` })

/** As much of a text as fits, without cutting a character. */
const within = (text: string, limit_bytes: number): string => {
  let fitting = ''
  for (const character of text) {
    if (Buffer.byteLength(fitting + character) > limit_bytes) break
    fitting += character
  }
  return fitting
}
