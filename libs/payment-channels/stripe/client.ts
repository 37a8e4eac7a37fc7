import Stripe from 'stripe'
import { isTrustworthy } from '../play-money.js'
import type { Unknown } from '../port.js'
import { isPaymentIntent } from './wire.js'

const ANSWER_LIMIT_BYTES = 4 * 1_024 * 1_024

export interface StripeClientOptions {
  readonly apiKey: string
  readonly url: string
  readonly timeout_ms: number
}

/** An error that Stripe itself answered. */
export interface StripeError {
  readonly status: number
  readonly type?: string | undefined
  readonly code?: string | undefined
  readonly declineCode?: string | undefined
  readonly param?: string | undefined
  /** The saved answer to an earlier request under the same idempotency key; this one was not carried out. */
  readonly replayed: boolean
}

export type StripeAnswer = { readonly body: unknown } | { readonly error: StripeError } | Unknown

export type Params = Readonly<Record<string, unknown>>

/**
 * Speaks to Stripe by its SDK, over a `fetch` of our own.
 *
 * Nobody signs an answer, so only TLS says who answered: http is taken for a loopback address alone. The SDK by itself would send again when a connection breaks, also
 * with `maxNetworkRetries: 0`, would take a 5xx with a readable body for a success, and reads bodies of any length.
 */
export class StripeClient {
  readonly #stripe: Stripe

  /** @throws RangeError when the address is neither https nor a loopback address */
  constructor({ apiKey, url, timeout_ms }: StripeClientOptions) {
    if (!isAddressOfStripe(url)) throw new RangeError('the address of Stripe is neither https nor on this machine')
    const { protocol, hostname, port } = new URL(url)
    const isPlain = protocol === 'http:'
    this.#stripe = new Stripe(apiKey, {
      protocol: isPlain ? 'http' : 'https',
      host: hostname,
      port: port || (isPlain ? 80 : 443),
      httpClient: Stripe.createFetchHttpClient(guardedFetch),
      maxNetworkRetries: 0,
      timeout: timeout_ms,
      telemetry: false,
    })
  }

  createRefund(params: Params, idempotencyKey: string): Promise<StripeAnswer> {
    return this.#ask((stripe) => stripe.refunds.create(params, { idempotencyKey }))
  }

  refunds(params: Params): Promise<StripeAnswer> {
    return this.#ask((stripe) => stripe.refunds.list(params))
  }

  balanceTransactions(params: Params): Promise<StripeAnswer> {
    return this.#ask((stripe) => stripe.balanceTransactions.list(params))
  }

  payment(reference: string): Promise<StripeAnswer> {
    return this.#ask<unknown>((stripe) => (isPaymentIntent(reference) ? stripe.paymentIntents.retrieve(reference) : stripe.charges.retrieve(reference)))
  }

  async #ask<Body>(request: (stripe: Stripe) => PromiseLike<Body>): Promise<StripeAnswer> {
    try {
      return { body: await request(this.#stripe) }
    } catch (error) {
      if (error instanceof Stripe.errors.StripeConnectionError) return unknownBehind(error)
      if (error instanceof Stripe.errors.StripeError) return { error: errorOf(error) }
      throw error
    }
  }
}

/** Whether an address can be believed to be Stripe, or is a sandbox on this machine. */
export const isAddressOfStripe = (url: string): boolean => isTrustworthy(url) && new URL(url).pathname === '/'

/** Nothing that Stripe meant as an answer. Without a `code`, by which the SDK would decide to send again. */
class NoAnswer extends Error {
  constructor(readonly why: Unknown['why'], readonly detail: string) {
    super(detail)
  }
}

const guardedFetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const signal = init?.signal
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    const text = await readWithin(response, ANSWER_LIMIT_BYTES)
    mustBeAnswer(response.status, text)
    return new Response(text, { status: response.status, headers: response.headers })
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    if (signal?.aborted) throw new NoAnswer('timeout', 'no answer in time')
    throw new NoAnswer('connection-lost', (error as { cause?: { code?: string } }).cause?.code ?? 'no code')
  }
}

/** 200 with an object, or 4xx with an error. */
const mustBeAnswer = (status: number, text: string): void => {
  if (status >= 500) throw new NoAnswer('server-error', `HTTP ${status}`)
  const body = parsed(text)
  const isError = typeof body === 'object' && body !== null && typeof (body as { error?: unknown }).error === 'object'
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  if (!isObject || isError !== (status >= 400) || (status !== 200 && status < 400)) throw new NoAnswer('unreadable-answer', `HTTP ${status} without an answer of Stripe`)
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const readWithin = async ({ body }: Response, limit_bytes: number): Promise<string> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit_bytes) throw new NoAnswer('unreadable-answer', 'the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const unknownBehind = ({ detail }: { readonly detail?: unknown }): Unknown =>
  detail instanceof NoAnswer
    ? { outcome: 'unknown', why: detail.why, detail: detail.detail }
    : { outcome: 'unknown', why: 'connection-lost', detail: 'no answer' }

const errorOf = (error: InstanceType<typeof Stripe.errors.StripeError>): StripeError => ({
  status: error.statusCode ?? 0,
  type: error.rawType,
  code: error.code,
  declineCode: error.decline_code || undefined,
  param: error.param,
  replayed: error.headers?.['idempotent-replayed'] === 'true',
})
