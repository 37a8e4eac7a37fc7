import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BankTransferKeys } from '../client.js'

/** Both sides' keys, which only a sandbox has in one place. */
export interface SandboxKeys {
  readonly company: BankTransferKeys
  readonly bankPrivateKey: KeyObject
}

export const CUSTOMER_NO = '8800000001'
export const PAYER_ACCOUNT = '62000000000000001'

/** Fresh keys for play money. */
export const generateSandboxKeys = (): SandboxKeys => keysOf(newPrivateKey(), newPrivateKey())

/** The keys in a directory, made there when it holds none: `bank-key.pem` is the bank's; `company-key.pem`, `ledger-key` and `bank-public-key.pem` are for the company's settings. */
export const openSandboxKeys = (directory: string): SandboxKeys => {
  const path = (name: string): string => join(directory, name)
  if (!existsSync(path('bank-public-key.pem'))) writeKeys(directory, path)
  return keysOf(createPrivateKey(readFileSync(path('company-key.pem'))), createPrivateKey(readFileSync(path('bank-key.pem'))))
}

const writeKeys = (directory: string, path: (name: string) => string): void => {
  mkdirSync(directory, { recursive: true })
  const write = (name: string, content: string | Buffer): void => writeFileSync(path(name), content, { mode: 0o600 })
  const pem = (key: KeyObject): string | Buffer => key.export({ type: 'pkcs8', format: 'pem' })
  const bank = newPrivateKey()
  write('company-key.pem', pem(newPrivateKey()))
  write('ledger-key', randomBytes(32).toString('base64'))
  write('bank-key.pem', pem(bank))
  // Written last: it says that the others are whole.
  write('bank-public-key.pem', createPublicKey(bank).export({ type: 'spki', format: 'pem' }))
}

const keysOf = (privateKey: KeyObject, bankPrivateKey: KeyObject): SandboxKeys => ({
  company: { customerNo: CUSTOMER_NO, payerAccount: PAYER_ACCOUNT, privateKey, bankPublicKey: createPublicKey(bankPrivateKey) },
  bankPrivateKey,
})

const newPrivateKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey

let strangersKey: KeyObject | undefined

/** Of somebody who is not the bank. */
export const strangerKey = (): KeyObject => (strangersKey ??= newPrivateKey())
