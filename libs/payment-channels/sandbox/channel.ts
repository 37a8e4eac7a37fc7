import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../days.js'
import { failureOf } from '../error-messages.js'
import type { ChannelNotices, ChannelRules, PaymentChannel, RefundAnswer, RefundKey, RefundRequest, RefundStatus, StatementLine, Unknown } from '../port.js'
import { isRefundNumber } from '../port.js'
import { LEDGER_PAGE } from '../sandbox-kit/refund-ledger.js'
import { sandboxNotices } from './notice.js'
import { isFresh, sameSignature, SIGNATURE_HEADER, signAnswer, signRequest, TIMESTAMP_HEADER, timestampOf } from './signature.js'
import { movementList, refundState, type Movement, type RefundState } from './wire.js'

export interface SandboxChannelOptions {
  /** Where the sandbox listens, for example `http://127.0.0.1:4070`. */
  readonly url: string
  /** See `readSandboxSecret`. */
  readonly secret: string
  /** How long to wait for an answer before its outcome is `unknown`; default 5,000. */
  readonly timeout_ms?: number
  /** Where the sandbox sends its notices; without it, it sends none. */
  readonly notifyUrl?: string
}

interface Genuine {
  readonly status: number
  readonly body: unknown
}

/** The sandbox as a payment channel: signs what it sends, believes only answers that are signed for exactly its request. */
export class SandboxChannel implements PaymentChannel {
  readonly name = 'sandbox'
  readonly rules: ChannelRules = {
    minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, statementUtcOffset_min: CHINA_UTC_OFFSET_MIN, refundsPerSecond: 500, queriesPerSecond: 500, tellsReturns: true,
  }
  readonly notices: ChannelNotices
  readonly #url: string
  readonly #secret: string
  readonly #timeout_ms: number
  readonly #notifyUrl: string | undefined

  constructor({ url, secret, timeout_ms = 5_000, notifyUrl }: SandboxChannelOptions) {
    this.notices = sandboxNotices(secret)
    this.#notifyUrl = notifyUrl
    this.#url = url.replace(/\/$/, '')
    this.#secret = secret
    this.#timeout_ms = timeout_ms
  }

  async refund(request: RefundRequest): Promise<RefundAnswer> {
    const { outRefundNo, paymentReference, amount, paid, payee, reason } = request
    assertRefundNumber(outRefundNo)
    const body = JSON.stringify({ outRefundNo, paymentReference, amount, paid, payee, reason, notifyUrl: this.#notifyUrl })
    const state = await this.#ask('POST', '/refunds', body)
    switch (state.outcome) {
      case 'pending':
        return { outcome: 'accepted', channelReference: state.channelReference }
      case 'failed':
        return { outcome: 'failed', ...failureOf(state.code) }
      case 'succeeded':
      case 'unknown':
        return state
      default:
        return unreadable(`a refund cannot be answered by ${state.outcome}`)
    }
  }

  async query({ outRefundNo }: RefundKey): Promise<RefundStatus> {
    assertRefundNumber(outRefundNo)
    const state = await this.#ask('GET', `/refunds/${encodeURIComponent(outRefundNo)}`, '')
    switch (state.outcome) {
      case 'failed':
        // The channel rejected the question, so it said nothing about the refund.
        if (isAboutTheQuestion(state.code)) return { outcome: 'unknown', why: 'server-error', detail: state.code }
        return { outcome: 'failed', ...failureOf(state.code) }
      case 'abnormal':
        return { outcome: 'abnormal', channelReference: state.channelReference, ...failureOf(state.code) }
      case 'returned':
        return { outcome: 'returned', channelReference: state.channelReference, returnedAt: state.returnedAt, ...failureOf(state.code) }
      default:
        return state
    }
  }

  async statement(day: string): Promise<readonly StatementLine[] | Unknown> {
    boundsOfDay(day, CHINA_UTC_OFFSET_MIN)
    const answer = await this.#exchange('GET', `/statements/${day}`, '')
    if ('outcome' in answer) return answer
    const list = movementList.safeParse(answer.body)
    return list.success ? list.data.movements.map(lineOf) : unreadable(`HTTP ${answer.status} with a body of another shape`)
  }

  /**
   * All money that moved, oldest first, after a movement's `seq`.
   * @throws Error when the sandbox gives no genuine answer
   */
  async movements(after = 0): Promise<Movement[]> {
    const all: Movement[] = []
    for (;;) {
      const answer = await this.#exchange('GET', `/ledger?after=${all.at(-1)?.seq ?? after}`, '')
      if ('outcome' in answer) throw new Error(`the sandbox's ledger could not be read: ${answer.why}, ${answer.detail}`)
      const { movements } = movementList.parse(answer.body)
      all.push(...movements)
      if (movements.length < LEDGER_PAGE) return all
    }
  }

  async #ask(method: string, path: string, body: string): Promise<RefundState | Unknown> {
    const answer = await this.#exchange(method, path, body)
    if ('outcome' in answer) return answer
    const state = refundState.safeParse(answer.body)
    return state.success ? state.data : unreadable(`HTTP ${answer.status} with a body of another shape`)
  }

  async #exchange(method: string, path: string, body: string): Promise<Genuine | Unknown> {
    const timestamp = timestampOf(Date.now())
    const requestSignature = signRequest(this.#secret, { method, path, timestamp, body })
    const signal = AbortSignal.timeout(this.#timeout_ms)
    try {
      const response = await fetch(`${this.#url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: requestSignature },
        ...(method === 'POST' && { body }),
        redirect: 'error',
        signal,
      })
      return this.#verify(requestSignature, response, new Uint8Array(await response.arrayBuffer()))
    } catch (error) {
      return signal.aborted ? { outcome: 'unknown', why: 'timeout', detail: `no answer within ${this.#timeout_ms} ms` } : connectionLost(error)
    }
  }

  #verify(requestSignature: string, response: Response, body: Uint8Array): Genuine | Unknown {
    const { status, headers } = response
    if (status >= 500) return { outcome: 'unknown', why: 'server-error', detail: `HTTP ${status}` }
    const timestamp = headers.get(TIMESTAMP_HEADER) ?? ''
    const expected = signAnswer(this.#secret, { requestSignature, status, timestamp, body })
    const genuine = sameSignature(headers.get(SIGNATURE_HEADER) ?? '', expected) && isFresh(timestamp, Date.now())
    if (!genuine) return { outcome: 'unknown', why: 'unverified-answer', detail: `HTTP ${status} without a valid signature` }
    try {
      return { status, body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) }
    } catch {
      return unreadable(`HTTP ${status} with a body that is not JSON`)
    }
  }
}

const lineOf = ({ direction, outRefundNo, channelReference, amount, at }: Movement): StatementLine => ({
  kind: direction === 'out' ? 'refund' : 'return', outRefundNo, channelReference, amount, at,
})

const assertRefundNumber = (outRefundNo: string): void => {
  if (!isRefundNumber(outRefundNo)) throw new RangeError(`not a refund number: ${outRefundNo}`)
}

const isAboutTheQuestion = (code: string): boolean => code === 'SIGNATURE_REJECTED' || code === 'REQUEST_MALFORMED' || code === 'CHANNEL_BUSY'

const unreadable = (detail: string): Unknown => ({ outcome: 'unknown', why: 'unreadable-answer', detail })

const connectionLost = (error: unknown): Unknown => {
  const { cause } = error as { cause?: { code?: string } }
  return { outcome: 'unknown', why: 'connection-lost', detail: cause?.code ?? String(error) }
}
