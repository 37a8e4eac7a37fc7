import { Decorator } from 'wechatpay-axios-plugin'
import type { Unknown } from '../port.js'
import type { WechatPayKeys } from './keys.js'

const ANSWER_LIMIT_BYTES = 1_024 * 1_024
const FILE_LIMIT_BYTES = 64 * 1_024 * 1_024

export interface WechatPayClientOptions {
  readonly url: string
  readonly keys: WechatPayKeys
  readonly timeout_ms: number
}

export interface WechatPayRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly params?: Readonly<Record<string, string>>
  readonly body?: object
}

/** An answer whose signature holds, or a refusal that needs none. */
export interface GenuineAnswer {
  readonly status: number
  /** Parsed; the text itself when it is not JSON. */
  readonly body: unknown
}

/** What of an axios error is looked at. The rest holds the merchant's private key, so the error itself goes nowhere. */
interface TransportError {
  readonly isAxiosError?: boolean
  readonly code?: string
  readonly response?: { readonly status?: number }
}

/**
 * WeChat Pay signs nothing for who signed wrong himself, and perhaps nothing for who asks too often. Believed is no more than that: whoever made it up has a refund
 * be sent again later, under the same number.
 */
const UNSIGNED_REFUSALS: Readonly<Record<number, string>> = { 401: 'SIGN_ERROR', 429: 'FREQUENCY_LIMITED' }

/** The library's name for an answer without a signature; one that does not hold has another. */
const UNSIGNED = 'EV3_RES_HEADERS_INCOMPLATE'

/** Speaks APIv3: signs requests and believes only what is signed by WeChat Pay within 300 s, errors included. */
export class WechatPayClient {
  readonly #http: Decorator['v3']
  readonly #timeout_ms: number

  constructor({ url, keys, timeout_ms }: WechatPayClientOptions) {
    this.#timeout_ms = timeout_ms
    this.#http = new Decorator({
      mchid: keys.mchid,
      serial: keys.serial,
      privateKey: keys.privateKey as unknown as Buffer,
      certs: Object.fromEntries(keys.platformKeys),
      baseURL: url,
      maxRedirects: 0,
      maxContentLength: ANSWER_LIMIT_BYTES,
      // Says with which of its keys WeChat Pay is to sign the answer; else it takes the platform certificate's, also for who has only its public key.
      headers: { 'Wechatpay-Serial': keys.platformSerial },
      // The library verifies only answers whose status is accepted here: so every status is, and errors are verified too.
      validateStatus: () => true,
    }).v3
  }

  async call({ method, path, params, body }: WechatPayRequest): Promise<GenuineAnswer | Unknown> {
    const signal = AbortSignal.timeout(this.#timeout_ms)
    try {
      const { status, data } = await this.#http.request({ method, url: path, signal, ...(params && { params }), ...(body && { data: body }) })
      return status >= 500 ? serverError(status) : { status, body: data }
    } catch (error) {
      return unsignedRefusal(error as TransportError) ?? this.#unknown(error, signal)
    }
  }

  /** A file, which WeChat Pay does not sign: compare its hash with the one in the signed answer that led to it. */
  async download(path: string, params: Readonly<Record<string, string>>): Promise<Buffer | Unknown> {
    const signal = AbortSignal.timeout(this.#timeout_ms)
    try {
      const { status, data } = await this.#http.request<ArrayBuffer>({ method: 'GET', url: path, params, signal, responseType: 'arraybuffer', maxContentLength: FILE_LIMIT_BYTES })
      if (status >= 500) return serverError(status)
      return status === 200 ? Buffer.from(data) : { outcome: 'unknown', why: 'unverified-answer', detail: `HTTP ${status} instead of a file` }
    } catch (error) {
      return this.#unknown(error, signal)
    }
  }

  #unknown(error: unknown, signal: AbortSignal): Unknown {
    const { isAxiosError, code = 'no code', response } = error as TransportError
    if (!isAxiosError) throw error
    if (signal.aborted) return { outcome: 'unknown', why: 'timeout', detail: `no answer within ${this.#timeout_ms} ms` }
    const status = response?.status ?? 0
    if (status >= 500) return serverError(status)
    if (code.startsWith('EV3_')) return { outcome: 'unknown', why: 'unverified-answer', detail: `HTTP ${status} without a valid signature` }
    return { outcome: 'unknown', why: code === 'ERR_BAD_RESPONSE' ? 'unreadable-answer' : 'connection-lost', detail: code }
  }
}

const unsignedRefusal = ({ code, response }: TransportError): GenuineAnswer | undefined => {
  const status = response?.status ?? 0
  const refusal = code === UNSIGNED ? UNSIGNED_REFUSALS[status] : undefined
  return refusal === undefined ? undefined : { status, body: { code: refusal, message: '' } }
}

const serverError = (status: number): Unknown => ({ outcome: 'unknown', why: 'server-error', detail: `HTTP ${status}` })
