import { createSign, createVerify, randomBytes, type KeyObject } from 'node:crypto'
import type { SandboxRequest } from '../../sandbox-kit/http.js'
import { headerOf } from '../../text.js'
import type { WechatPayKeys } from '../keys.js'
import { refusals, type Refusal } from './refusals.js'

const WINDOW_MS = 300_000

const AUTHORIZATION = /^WECHATPAY2-SHA256-RSA2048 mchid="([^"]*)",serial_no="([^"]*)",timestamp="(\d{1,12})",nonce_str="([^"]*)",signature="([^"]*)"$/

/** Why a request is not to be answered, or undefined when the merchant signed it. */
export const requestFault = (merchant: WechatPayKeys, publicKey: KeyObject, { method, path, headers, body }: SandboxRequest): Refusal | undefined => {
  const [, mchid, serial, timestamp, nonce, signature] = AUTHORIZATION.exec(headerOf(headers, 'authorization')) ?? []
  if (mchid !== undefined && mchid !== merchant.mchid) return refusals.merchant
  if (serial !== merchant.serial || !signature) return refusals.signature
  const verify = createVerify('RSA-SHA256').update(`${method}\n${path}\n${timestamp}\n${nonce}\n`).update(body).update('\n')
  const isFresh = Math.abs(Date.now() - Number(timestamp) * 1_000) <= WINDOW_MS
  return isFresh && verify.verify(publicKey, signature, 'base64') ? undefined : refusals.signature
}

/** The headers of whatever WeChat Pay sends: answers and notices are signed alike. */
export const signedHeaders = (key: KeyObject, serial: string, body: string, at_ms = Date.now()): Record<string, string> => {
  const timestamp = String(Math.floor(at_ms / 1_000))
  const nonce = randomBytes(16).toString('hex')
  const signature = createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`).sign(key, 'base64')
  return { 'wechatpay-serial': serial, 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': nonce, 'wechatpay-signature': signature }
}
