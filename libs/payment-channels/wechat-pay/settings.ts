import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressProblem } from '../play-money.js'
import type { WechatPayChannelOptions } from './channel.js'

type Environment = Readonly<Record<string, string | undefined>>

const PREFIX = 'WECHAT_PAY_'
const API_V3_KEY_BYTES = 32

/**
 * Settings from the environment, or undefined when none of `WECHAT_PAY_*` is set; `NAME_FILE` gives a file that holds the value of `NAME`.
 * - `WECHAT_PAY_MCHID`, `WECHAT_PAY_SERIAL`, `WECHAT_PAY_PRIVATE_KEY` (PEM), `WECHAT_PAY_API_V3_KEY`: the merchant's.
 * - `WECHAT_PAY_PLATFORM_KEYS_DIR`: WeChat Pay's public keys or certificates, `<serial or key id>.pem` each; `WECHAT_PAY_PLATFORM_SERIAL`: the one in use.
 * - `WECHAT_PAY_URL`, `WECHAT_PAY_NOTIFY_URL`: optional; the first https, see `addressProblem`.
 * @throws Error that names every setting that is missing or wrong, never its value
 */
export const readWechatPaySettings = (environment: Environment): WechatPayChannelOptions | undefined => {
  if (!Object.keys(environment).some((name) => name.startsWith(PREFIX))) return undefined
  const problems: string[] = []
  const options = optionsFrom(environment, problems)
  if (problems.length > 0) throw new Error(`settings of WeChat Pay that are missing or wrong:\n  ${problems.join('\n  ')}`)
  return options
}

const optionsFrom = (environment: Environment, problems: string[]): WechatPayChannelOptions => {
  const required = (name: string): string => {
    const value = valueOf(environment, `${PREFIX}${name}`, problems)
    if (!value) problems.push(`${PREFIX}${name} is not set`)
    return value ?? ''
  }
  const [mchid, serial, apiV3Key, platformSerial] = [required('MCHID'), required('SERIAL'), required('API_V3_KEY'), required('PLATFORM_SERIAL')]
  const privateKey = keyFrom(createPrivateKey, required('PRIVATE_KEY'), `${PREFIX}PRIVATE_KEY`, problems)
  const platformKeys = platformKeysIn(required('PLATFORM_KEYS_DIR'), problems)
  if (Buffer.byteLength(apiV3Key) !== API_V3_KEY_BYTES) problems.push(`${PREFIX}API_V3_KEY does not have ${API_V3_KEY_BYTES} bytes`)
  if (!platformKeys.has(platformSerial)) problems.push(`${PREFIX}PLATFORM_KEYS_DIR holds no key with the name in ${PREFIX}PLATFORM_SERIAL`)
  const [url, notifyUrl] = [environment[`${PREFIX}URL`], environment[`${PREFIX}NOTIFY_URL`]]
  const untrusted = url && addressProblem(`${PREFIX}URL`, url, environment)
  if (untrusted) problems.push(untrusted)
  return { keys: { mchid, serial, privateKey, apiV3Key, platformKeys, platformSerial }, ...(url && { url }), ...(notifyUrl && { notifyUrl }) }
}

const valueOf = (environment: Environment, name: string, problems: string[]): string | undefined => {
  const file = environment[`${name}_FILE`]
  return environment[name] ?? (file && readOrReport(file, `${name}_FILE`, problems)?.trim())
}

const platformKeysIn = (directory: string, problems: string[]): Map<string, KeyObject> => {
  const names = filesIn(directory, problems).filter((name) => name.endsWith('.pem'))
  return new Map(names.map((name) => [
    name.slice(0, -'.pem'.length), keyFrom(createPublicKey, readOrReport(join(directory, name), name, problems) ?? '', `${PREFIX}PLATFORM_KEYS_DIR/${name}`, problems),
  ]))
}

const filesIn = (directory: string, problems: string[]): string[] => {
  try {
    return directory ? readdirSync(directory) : []
  } catch {
    problems.push(`${PREFIX}PLATFORM_KEYS_DIR cannot be read`)
    return []
  }
}

const readOrReport = (file: string, name: string, problems: string[]): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    problems.push(`${name} cannot be read`)
    return undefined
  }
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
