import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WechatPayKeys } from '../keys.js'

/** Both sides' keys, which only a sandbox has in one place. */
export interface SandboxKeys {
  readonly merchant: WechatPayKeys
  readonly platformPrivateKey: KeyObject
}

const MCHID = '1900000001'
const MERCHANT_SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1'
const PLATFORM_SERIAL = 'PUB_KEY_ID_0119000000012026010100000000000001'

/** Fresh keys for play money. */
export const generateSandboxKeys = (): SandboxKeys => keysOf(newPrivateKey(), newPrivateKey(), newApiV3Key())

/**
 * The keys in a directory, made there when it holds none: `merchant-key.pem`, `platform-key.pem`, `api-v3-key` and, for the merchant's settings,
 * `platform/<serial>.pem`.
 */
export const openSandboxKeys = (directory: string): SandboxKeys => {
  const path = (name: string): string => join(directory, name)
  if (!existsSync(path('api-v3-key'))) writeKeys(path)
  const [merchant, platform, apiV3Key] = ['merchant-key.pem', 'platform-key.pem', 'api-v3-key'].map((name) => readFileSync(path(name), 'utf8')) as [string, string, string]
  return keysOf(createPrivateKey(merchant), createPrivateKey(platform), apiV3Key)
}

const writeKeys = (path: (name: string) => string): void => {
  mkdirSync(path('platform'), { recursive: true })
  const write = (name: string, content: string): void => writeFileSync(path(name), content, { mode: 0o600 })
  const platform = newPrivateKey()
  write('merchant-key.pem', pemOf(newPrivateKey()))
  write('platform-key.pem', pemOf(platform))
  write(join('platform', `${PLATFORM_SERIAL}.pem`), createPublicKey(platform).export({ type: 'spki', format: 'pem' }) as string)
  // Written last: it says that the others are whole.
  write('api-v3-key', newApiV3Key())
}

const keysOf = (privateKey: KeyObject, platformPrivateKey: KeyObject, apiV3Key: string): SandboxKeys => ({
  merchant: {
    mchid: MCHID, serial: MERCHANT_SERIAL, privateKey, apiV3Key, platformSerial: PLATFORM_SERIAL, platformKeys: new Map([[PLATFORM_SERIAL, createPublicKey(platformPrivateKey)]]),
  },
  platformPrivateKey,
})

export const newPrivateKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey

const newApiV3Key = (): string => randomBytes(16).toString('hex')

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string
