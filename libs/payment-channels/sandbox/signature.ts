import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export const SIGNATURE_HEADER = 'sandbox-signature'
/** Unix time in whole seconds. */
export const TIMESTAMP_HEADER = 'sandbox-timestamp'

const WINDOW_S = 300

export interface RequestToSign {
  readonly method: string
  /** Path with query, as on the request line. */
  readonly path: string
  readonly timestamp: string
  /** Raw body, as it goes over the wire. */
  readonly body: string | Uint8Array
}

export interface AnswerToSign {
  /** The answer belongs to this request and to no other. */
  readonly requestSignature: string
  readonly status: number
  readonly timestamp: string
  readonly body: string | Uint8Array
}

const hmac = (secret: string, head: readonly (string | number)[], body: string | Uint8Array): string =>
  createHmac('sha256', secret).update(`${head.join('\n')}\n`).update(body).digest('hex')

export const signRequest = (secret: string, { method, path, timestamp, body }: RequestToSign): string =>
  hmac(secret, ['request', method, path, timestamp], body)

export const signAnswer = (secret: string, { requestSignature, status, timestamp, body }: AnswerToSign): string =>
  hmac(secret, ['answer', requestSignature, status, timestamp], body)

/** Notices are signed with the merchant's secret too, and are neither request nor answer. */
export const signNotice = (secret: string, timestamp: string, body: string | Uint8Array): string => hmac(secret, ['notice', timestamp], body)

/** Compares in constant time, whatever the lengths. */
export const sameSignature = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export const timestampOf = (now_ms: number): string => String(Math.floor(now_ms / 1000))

/** True when the time stamp is at most 300 s away from now, either way. */
export const isFresh = (timestamp: string, now_ms: number): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(now_ms / 1000 - Number(timestamp)) <= WINDOW_S
