import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { addressProblem } from '../play-money.js'
import type { AlipayChannelOptions } from './channel.js'

type Environment = Readonly<Record<string, string | undefined>>

const PREFIX = 'ALIPAY_'
const SANDBOX_PREFIX = 'ALIPAY_SANDBOX_'

/**
 * Settings from the environment, or undefined when none of `ALIPAY_*` is set; `NAME_FILE` gives a file that holds the value of `NAME`.
 * - `ALIPAY_APP_ID`, `ALIPAY_SELLER_ID`, `ALIPAY_PRIVATE_KEY` (PEM): the merchant's.
 * - `ALIPAY_PUBLIC_KEY` (PEM): Alipay's, for this application.
 * - `ALIPAY_REFUND_WINDOW_DAYS`: by the contract with Alipay; `ALIPAY_TIMEOUT_MS`, `ALIPAY_URL`: optional; https, see `addressProblem`.
 * @throws Error that names every setting that is missing or wrong, never its value
 */
export const readAlipaySettings = (environment: Environment): AlipayChannelOptions | undefined => {
  if (!Object.keys(environment).some((name) => name.startsWith(PREFIX) && !name.startsWith(SANDBOX_PREFIX))) return undefined
  const problems: string[] = []
  const options = optionsFrom(environment, problems)
  if (problems.length > 0) throw new Error(`settings of Alipay that are missing or wrong:\n  ${problems.join('\n  ')}`)
  return options
}

const optionsFrom = (environment: Environment, problems: string[]): AlipayChannelOptions => {
  const required = (name: string): string => {
    const value = valueOf(environment, `${PREFIX}${name}`, problems)
    if (!value) problems.push(`${PREFIX}${name} is not set`)
    return value ?? ''
  }
  const [appId, sellerId] = [required('APP_ID'), required('SELLER_ID')]
  const privateKey = keyFrom(createPrivateKey, required('PRIVATE_KEY'), `${PREFIX}PRIVATE_KEY`, problems)
  const alipayPublicKey = keyFrom(createPublicKey, required('PUBLIC_KEY'), `${PREFIX}PUBLIC_KEY`, problems)
  const window_days = numberFrom(environment, 'REFUND_WINDOW_DAYS', problems)
  const timeout_ms = numberFrom(environment, 'TIMEOUT_MS', problems)
  const url = environment[`${PREFIX}URL`]
  const untrusted = url && addressProblem(`${PREFIX}URL`, url, environment)
  if (untrusted) problems.push(untrusted)
  return { keys: { appId, sellerId, privateKey, alipayPublicKey }, ...(url && { url }), ...(window_days && { window_days }), ...(timeout_ms && { timeout_ms }) }
}

const valueOf = (environment: Environment, name: string, problems: string[]): string | undefined => {
  const file = environment[`${name}_FILE`]
  return environment[name] ?? (file && readOrReport(file, `${name}_FILE`, problems)?.trim())
}

const readOrReport = (file: string, name: string, problems: string[]): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    problems.push(`${name} cannot be read`)
    return undefined
  }
}

const numberFrom = (environment: Environment, name: string, problems: string[]): number | undefined => {
  const text = environment[`${PREFIX}${name}`]
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,5}$/.test(text)) problems.push(`${PREFIX}${name} is not a whole number above zero`)
  return Number(text)
}

/** Whatever it answers after a problem is never used: the caller throws. */
const keyFrom = (create: (pem: string) => KeyObject, pem: string, name: string, problems: string[]): KeyObject => {
  try {
    return create(pem)
  } catch {
    problems.push(`${name} is not a key in PEM`)
    return undefined as unknown as KeyObject
  }
}
