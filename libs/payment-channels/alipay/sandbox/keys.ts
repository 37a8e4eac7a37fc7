import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { privatePem, publicPem, type AlipayKeys } from '../keys.js'

/** Both sides' keys, which only a sandbox has in one place. */
export interface SandboxKeys {
  readonly merchant: AlipayKeys
  readonly alipayPrivateKey: KeyObject
}

const APP_ID = '2026000000000001'
const SELLER_ID = '2088000000000001'

/** Fresh keys for play money. */
export const generateSandboxKeys = (): SandboxKeys => keysOf(newPrivateKey(), newPrivateKey())

/** The keys in a directory, made there when it holds none: `app-key.pem`, `alipay-key.pem` and, for the merchant's settings, `alipay-public-key.pem`. */
export const openSandboxKeys = (directory: string): SandboxKeys => {
  const path = (name: string): string => join(directory, name)
  if (!existsSync(path('alipay-public-key.pem'))) writeKeys(directory, path)
  return keysOf(createPrivateKey(readFileSync(path('app-key.pem'))), createPrivateKey(readFileSync(path('alipay-key.pem'))))
}

const writeKeys = (directory: string, path: (name: string) => string): void => {
  mkdirSync(directory, { recursive: true })
  const write = (name: string, content: string): void => writeFileSync(path(name), content, { mode: 0o600 })
  const alipay = newPrivateKey()
  write('app-key.pem', privatePem(newPrivateKey()))
  write('alipay-key.pem', privatePem(alipay))
  // Written last: it says that the others are whole.
  write('alipay-public-key.pem', publicPem(createPublicKey(alipay)))
}

const keysOf = (privateKey: KeyObject, alipayPrivateKey: KeyObject): SandboxKeys => ({
  merchant: { appId: APP_ID, sellerId: SELLER_ID, privateKey, alipayPublicKey: createPublicKey(alipayPrivateKey) },
  alipayPrivateKey,
})

export const newPrivateKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey

let strangersKey: KeyObject | undefined

export const strangerKey = (): KeyObject => (strangersKey ??= newPrivateKey())
