import type { KeyObject } from 'node:crypto'
import type { Unknown, UnknownReason } from '../port.js'
import {
  answerParts, CUSTOMER_HEADER, FILE_SIGNATURE_HEADER, isFresh, isSignedBy, requestParts, SIGNATURE_HEADER, signed, TIMESTAMP_HEADER, timestampOf,
} from './signature.js'

const ANSWER_LIMIT_BYTES = 16 * 1_024 * 1_024

/** What the company holds to speak with its bank. */
export interface BankTransferKeys {
  /** The company's number at the bank, and the account that pays. */
  readonly customerNo: string
  readonly payerAccount: string
  readonly privateKey: KeyObject
  readonly bankPublicKey: KeyObject
}

/** An answer that the bank signed for this very request. */
export interface GenuineAnswer {
  readonly status: number
  readonly body: Buffer
  /** The bank's signature of the file that the body is, or empty. */
  readonly fileSignature: string
}

/** Speaks with the bank's host: signs every request and believes only what the bank signed as the answer to it. */
export class BankHostClient {
  readonly #url: string
  readonly #keys: BankTransferKeys
  readonly #timeout_ms: number

  constructor({ url, keys, timeout_ms }: { readonly url: string; readonly keys: BankTransferKeys; readonly timeout_ms: number }) {
    this.#url = url.replace(/\/$/, '')
    this.#keys = keys
    this.#timeout_ms = timeout_ms
  }

  async call(method: 'GET' | 'POST', path: string, file: Uint8Array = new Uint8Array()): Promise<GenuineAnswer | Unknown> {
    const { customerNo, privateKey } = this.#keys
    const timestamp = timestampOf(Date.now())
    const requestSignature = signed(privateKey, requestParts({ customerNo, method, path, timestamp, body: file }))
    const headers = { [CUSTOMER_HEADER]: customerNo, [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: requestSignature }
    const signal = AbortSignal.timeout(this.#timeout_ms)
    try {
      const sent = method === 'POST' ? { body: Buffer.from(file), headers: { ...headers, 'content-type': 'text/csv; charset=utf-8' } } : { headers }
      const response = await fetch(`${this.#url}${path}`, { method, redirect: 'manual', signal, ...sent })
      const body = await bytesOf(response)
      if (response.status >= 500) return unknown('server-error', `HTTP ${response.status}`)
      if (!body) return unknown('unreadable-answer', 'the answer is too long')
      return this.#verified(response, body, requestSignature)
    } catch (error) {
      if (signal.aborted) return unknown('timeout', `no answer within ${this.#timeout_ms} ms`)
      return unknown('connection-lost', codeOf(error))
    }
  }

  #verified({ status, headers }: Response, body: Buffer, requestSignature: string): GenuineAnswer | Unknown {
    const [timestamp, signature] = [headers.get(TIMESTAMP_HEADER) ?? '', headers.get(SIGNATURE_HEADER) ?? '']
    const isGenuine = isFresh(timestamp, Date.now()) && isSignedBy(this.#keys.bankPublicKey, signature, answerParts({ requestSignature, status, timestamp, body }))
    if (!isGenuine) return unknown('unverified-answer', `HTTP ${status} without a valid signature`)
    return { status, body, fileSignature: headers.get(FILE_SIGNATURE_HEADER) ?? '' }
  }
}

export const unknown = (why: UnknownReason, detail: string): Unknown => ({ outcome: 'unknown', why, detail })

/** Undefined when it is too long. */
const bytesOf = async (response: Response): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > ANSWER_LIMIT_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const codeOf = (error: unknown): string => {
  const { cause, code } = error as { cause?: { code?: unknown }; code?: unknown }
  return String(cause?.code ?? code ?? 'no code')
}
