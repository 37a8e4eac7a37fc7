import { createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto'
import { isBeijingTime } from '../times.js'
import type { SandboxKeys } from './keys.js'
import { refusals, type Refusal } from './refusals.js'

export type Parameters = Readonly<Record<string, string>>

/** Why a request is not to be answered, or undefined when the merchant signed it: everything but the signature itself, sorted by name. */
export const requestFault = ({ merchant }: SandboxKeys, parameters: Parameters): Refusal | undefined => {
  const { sign = '', app_id, sign_type, timestamp = '', ...others } = parameters
  if (app_id !== merchant.appId) return refusals.application
  const verify = createVerify('RSA-SHA256').update(sorted({ ...others, app_id, sign_type: sign_type ?? '', timestamp }))
  if (sign_type !== 'RSA2' || !verify.verify(createPublicKey(merchant.privateKey), sign, 'base64')) return refusals.signature
  return isBeijingTime(timestamp) ? undefined : refusals.timestamp
}

/** An answer of the gateway: its signature is over the text of the answer alone. */
export const signedAnswer = (key: KeyObject, method: string, answer: object): string =>
  unsignedAnswer(method, answer).replace(/\}$/, () => `,"sign":"${sign(key, JSON.stringify(answer))}"}`)

/** To whom Alipay does not know. */
export const unsignedAnswer = (method: string, answer: object): string => `{"${method.replaceAll('.', '_')}_response":${JSON.stringify(answer)}}`

/** A notice as a form: its signature is over all fields but `sign` and `sign_type`. */
export const signedForm = (key: KeyObject, fields: Parameters): string =>
  new URLSearchParams({ ...fields, sign_type: 'RSA2', sign: sign(key, sorted(fields)) }).toString()

const sign = (key: KeyObject, text: string): string => createSign('RSA-SHA256').update(text).sign(key, 'base64')

const sorted = (parameters: Parameters): string =>
  Object.keys(parameters).filter((name) => parameters[name] !== '').sort().map((name) => `${name}=${parameters[name]}`).join('&')
