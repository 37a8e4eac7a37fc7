import { createSign, createVerify, type KeyObject } from 'node:crypto'

export const SIGNATURE_HEADER = 'bank-signature'
/** Unix time in whole seconds. */
export const TIMESTAMP_HEADER = 'bank-timestamp'
export const CUSTOMER_HEADER = 'bank-customer'
/** Over the bytes of a file alone, so that it can be kept beside the file and be verified for ever. */
export const FILE_SIGNATURE_HEADER = 'bank-file-signature'

const WINDOW_S = 300

export interface SignedRequest {
  readonly customerNo: string
  readonly method: string
  /** Path with query, as on the request line. */
  readonly path: string
  readonly timestamp: string
  readonly body: Uint8Array
}

export interface SignedAnswer {
  /** The answer belongs to this request and to no other. */
  readonly requestSignature: string
  readonly status: number
  readonly timestamp: string
  readonly body: Uint8Array
}

/** What is signed of each (SHA-256 with RSA, base64). */
export const requestParts = ({ customerNo, method, path, timestamp, body }: SignedRequest): readonly [string, Uint8Array] =>
  [`request\n${customerNo}\n${method}\n${path}\n${timestamp}\n`, body]
export const answerParts = ({ requestSignature, status, timestamp, body }: SignedAnswer): readonly [string, Uint8Array] =>
  [`answer\n${requestSignature}\n${status}\n${timestamp}\n`, body]
export const fileParts = (file: Uint8Array): readonly [string, Uint8Array] => ['', file]

export const signed = (privateKey: KeyObject, [head, body]: readonly [string, Uint8Array]): string =>
  createSign('RSA-SHA256').update(head).update(body).sign(privateKey, 'base64')

export const isSignedBy = (publicKey: KeyObject, signature: string, [head, body]: readonly [string, Uint8Array]): boolean =>
  createVerify('RSA-SHA256').update(head).update(body).verify(publicKey, signature, 'base64')

export const timestampOf = (now_ms: number): string => String(Math.floor(now_ms / 1_000))

/** At most 300 s away from now, either way. */
export const isFresh = (timestamp: string, now_ms: number): boolean => /^\d{1,12}$/.test(timestamp) && Math.abs(now_ms / 1_000 - Number(timestamp)) <= WINDOW_S
