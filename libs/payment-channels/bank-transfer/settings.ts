import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { addressProblem } from '../play-money.js'
import type { BankTransferChannelOptions } from './channel.js'

type Environment = Readonly<Record<string, string | undefined>>

const PREFIX = 'BANK_TRANSFER_'
const LEDGER_KEY_BYTES = 32

/** What the channel takes from settings; the ledger's database is the service's. */
export type BankTransferSettings = Omit<BankTransferChannelOptions, 'pool' | 'now'>

/**
 * Settings from the environment, or undefined when none of `BANK_TRANSFER_*` is set; `NAME_FILE` gives a file that holds the value of `NAME`.
 * - `BANK_TRANSFER_URL`, `BANK_TRANSFER_CUSTOMER_NO`, `BANK_TRANSFER_PAYER_ACCOUNT`: the bank's host (https, see `addressProblem`), the company's number there and the account that pays.
 * - `BANK_TRANSFER_PRIVATE_KEY` (ours), `BANK_TRANSFER_BANK_KEY` (the bank's public key or certificate), both PEM.
 * - `BANK_TRANSFER_LEDGER_KEY`: 32 bytes in base64; seals payees and files at rest.
 * - `BANK_TRANSFER_TIMEOUT_MS`: optional.
 * @throws Error that names every setting that is missing or wrong, never its value
 */
export const readBankTransferSettings = (environment: Environment): BankTransferSettings | undefined => {
  if (!Object.keys(environment).some((name) => name.startsWith(PREFIX))) return undefined
  const problems: string[] = []
  const settings = settingsFrom(environment, problems)
  if (problems.length > 0) throw new Error(`settings of bank transfer that are missing or wrong:\n  ${problems.join('\n  ')}`)
  return settings
}

const settingsFrom = (environment: Environment, problems: string[]): BankTransferSettings => {
  const required = (name: string): string => {
    const value = valueOf(environment, `${PREFIX}${name}`, problems)
    if (!value) problems.push(`${PREFIX}${name} is not set`)
    return value ?? ''
  }
  const [url, customerNo, payerAccount] = [required('URL'), required('CUSTOMER_NO'), required('PAYER_ACCOUNT')]
  const untrusted = addressProblem(`${PREFIX}URL`, url, environment)
  if (untrusted) problems.push(untrusted)
  const privateKey = keyFrom(createPrivateKey, required('PRIVATE_KEY'), `${PREFIX}PRIVATE_KEY`, problems)
  const bankPublicKey = keyFrom(createPublicKey, required('BANK_KEY'), `${PREFIX}BANK_KEY`, problems)
  const ledgerKey = Buffer.from(required('LEDGER_KEY'), 'base64')
  if (ledgerKey.length !== LEDGER_KEY_BYTES) problems.push(`${PREFIX}LEDGER_KEY is not ${LEDGER_KEY_BYTES} bytes in base64`)
  const timeout = environment[`${PREFIX}TIMEOUT_MS`]
  if (timeout !== undefined && !/^[1-9]\d{0,6}$/.test(timeout)) problems.push(`${PREFIX}TIMEOUT_MS is not a number of milliseconds`)
  return { url, keys: { customerNo, payerAccount, privateKey, bankPublicKey }, ledgerKey, ...(timeout ? { timeout_ms: Number(timeout) } : {}) }
}

const valueOf = (environment: Environment, name: string, problems: string[]): string | undefined => {
  const file = environment[`${name}_FILE`]
  if (environment[name] !== undefined || !file) return environment[name]
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    problems.push(`${name}_FILE cannot be read`)
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
