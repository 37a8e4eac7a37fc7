import type { AlipaySdk } from 'alipay-sdk'
import { z } from 'zod'
import type { Instant } from '@recourse/kernel'
import type { Unknown } from '../port.js'
import type { AlipayKeys } from './keys.js'
import { sdkFor } from './sdk.js'
import { beijingTime } from './times.js'
import { answerHead } from './wire.js'

const ANSWER_LIMIT_BYTES = 256 * 1_024
const FILE_LIMIT_BYTES = 64 * 1_024 * 1_024

/** An answer, the text that is signed, and its signature; in certificate mode the certificate's number stands between them. */
const SIGNED_ANSWER =
  /^\s*\{\s*"([a-z_]+)"\s*:\s*(\{.*\})\s*,(?:\s*"alipay_cert_sn"\s*:\s*"[0-9a-zA-Z]+"\s*,)?\s*"sign"\s*:\s*"((?:[A-Za-z0-9+=]|\\?\/)+)"\s*\}\s*$/s

/**
 * Alipay signs nothing for an application whose keys it does not have. Believed is no more than that: whoever made it up has a refund be sent again later, under
 * the same number.
 */
const UNSIGNED_REFUSALS: readonly string[] = ['isv.invalid-app-id', 'isv.missing-app-id', 'isv.missing-signature-key', 'isv.missing-signature-config']

export interface AlipayClientOptions {
  /** Alipay's `gateway.do`. */
  readonly url: string
  readonly keys: AlipayKeys
  readonly timeout_ms: number
  readonly now: () => Instant
}

/**
 * Speaks to Alipay's gateway and believes only what Alipay signed, errors included.
 *
 * The SDK signs and verifies. It does not send: its `exec` sends a request again when the connection breaks, follows redirects, and looks for the signed text
 * by searching, so that what it verifies need not be what it reads. Here the very text that was verified is parsed.
 */
export class AlipayClient {
  readonly #sdk: AlipaySdk
  readonly #options: AlipayClientOptions

  constructor(options: AlipayClientOptions) {
    this.#sdk = sdkFor(options.keys)
    this.#options = options
  }

  /** Answers what Alipay signed as its answer to this method. */
  async call(method: string, bizContent: object): Promise<{ readonly body: unknown } | Unknown> {
    const { url, body } = this.#request(method, bizContent)
    const content = await this.#fetch(url, { method: 'POST', body }, ANSWER_LIMIT_BYTES)
    return 'outcome' in content ? content : this.#genuine(method, content.toString('utf8'))
  }

  /** A file, which nobody signs: it comes over TLS from where a signed answer says, if that is a host of Alipay's, or from the gateway itself. */
  async download(address: string): Promise<Buffer | Unknown> {
    const url = placeOfFile(address, this.#options.url)
    if (!url) return unverified('a file at a host that is not Alipay\'s')
    return this.#fetch(url, { method: 'GET' }, FILE_LIMIT_BYTES)
  }

  #request(method: string, bizContent: object): { url: URL; body: URLSearchParams } {
    // The SDK would write the time of this machine's zone.
    const signed = new URLSearchParams(this.#sdk.sdkExecute(method, { timestamp: beijingTime(this.#options.now()), bizContent }))
    const body = new URLSearchParams({ biz_content: signed.get('biz_content')! })
    signed.delete('biz_content')
    const url = new URL(this.#options.url)
    url.search = signed.toString()
    return { url, body }
  }

  async #fetch(url: URL, init: RequestInit, limit_bytes: number): Promise<Buffer | Unknown> {
    const { timeout_ms } = this.#options
    const signal = AbortSignal.timeout(timeout_ms)
    try {
      const response = await fetch(url, { ...init, redirect: 'manual', signal })
      const content = await readWithin(response, limit_bytes)
      const { status } = response
      if (status >= 500) return { outcome: 'unknown', why: 'server-error', detail: `HTTP ${status}` }
      if (status !== 200) return { outcome: 'unknown', why: 'unverified-answer', detail: `HTTP ${status}` }
      return content ?? { outcome: 'unknown', why: 'unreadable-answer', detail: 'the answer is too long' }
    } catch (error) {
      if (signal.aborted) return { outcome: 'unknown', why: 'timeout', detail: `no answer within ${timeout_ms} ms` }
      return { outcome: 'unknown', why: 'connection-lost', detail: codeBehind(error) }
    }
  }

  #genuine(method: string, text: string): { readonly body: unknown } | Unknown {
    const [, name, signed, signature] = SIGNED_ANSWER.exec(text) ?? []
    if (name === undefined) return unsignedRefusal(text) ?? (parsed(text) === undefined ? NOT_JSON : unverified('an answer without a signature'))
    if (name !== `${method.replaceAll('.', '_')}_response`) return unverified('an answer to something else')
    if (!this.#sdk.rsaCheck(signed!, signature!.replaceAll('\\', ''), 'RSA2')) return unverified('not signed by Alipay')
    const body = parsed(signed!)
    return body === undefined ? NOT_JSON : { body }
  }
}

/** Alipay's own, and its sandbox's: bills are at dwbillcenter.alipay.com. Source: Alipay's open platform, 查询对账单下载地址. */
const DOMAINS = ['alipay.com', 'alipaydev.com']

/** Where a file is fetched; undefined when that is neither the gateway's host nor one of Alipay's. */
export const placeOfFile = (address: string, gateway: string): URL | undefined => {
  const url = new URL(address)
  const { origin, hostname } = new URL(gateway)
  if (url.origin === origin) return url
  if (url.hostname !== hostname && !DOMAINS.some((domain) => url.hostname.endsWith(`.${domain}`))) return undefined
  url.protocol = 'https:'
  return url
}

const unsignedAnswer = z.record(z.string(), answerHead)

const unsignedRefusal = (text: string): { readonly body: unknown } | undefined => {
  const [{ sub_code = '' } = {}] = Object.values(unsignedAnswer.safeParse(parsed(text)).data ?? {})
  return UNSIGNED_REFUSALS.includes(sub_code) ? { body: { code: '40002', sub_code } } : undefined
}

const NOT_JSON: Unknown = { outcome: 'unknown', why: 'unreadable-answer', detail: 'the answer is not JSON' }

const unverified = (detail: string): Unknown => ({ outcome: 'unknown', why: 'unverified-answer', detail })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Undefined when it is longer. */
const readWithin = async ({ body }: Response, limit_bytes: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit_bytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const codeBehind = (error: unknown): string => (error as { cause?: { code?: string } }).cause?.code ?? 'no code'
