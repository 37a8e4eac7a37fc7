import { Decorator } from 'wechatpay-axios-plugin'
import type { Unknown } from '../port.js'
import type { WechatPayKeys } from './keys.js'

const ANSWER_LIMIT_BYTES = 64 * 1_024 * 1_024

export interface WechatPayClientOptions {
  readonly url: string
  readonly keys: WechatPayKeys
  readonly timeout_ms: number
}

export interface WechatPayRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly params?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
}

/** An answer whose signature holds. */
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
      // The library verifies only answers whose status is accepted here: so every status is, and errors are verified too.
      validateStatus: () => true,
    }).v3
  }

  async call({ method, path, params, headers, body }: WechatPayRequest): Promise<GenuineAnswer | Unknown> {
    const signal = AbortSignal.timeout(this.#timeout_ms)
    try {
      const { status, data } = await this.#http.request({ method, url: path, signal, ...(params && { params }), ...(headers && { headers }), ...(body && { data: body }) })
      return status >= 500 ? serverError(status) : { status, body: data }
    } catch (error) {
      return this.#unknown(error, signal)
    }
  }

  /** A file, which WeChat Pay does not sign: compare its hash with the one in the signed answer that led to it. */
  async download(path: string, params: Readonly<Record<string, string>>): Promise<Buffer | Unknown> {
    const signal = AbortSignal.timeout(this.#timeout_ms)
    try {
      const { status, data } = await this.#http.request<ArrayBuffer>({ method: 'GET', url: path, params, signal, responseType: 'arraybuffer' })
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

const serverError = (status: number): Unknown => ({ outcome: 'unknown', why: 'server-error', detail: `HTTP ${status}` })
