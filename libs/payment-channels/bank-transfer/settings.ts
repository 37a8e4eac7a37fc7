import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readChannelSettings, type Environment, type SettingsReader } from '../channel-settings.js'
import type { BankTransferChannelOptions } from './channel.js'

const PREFIX = 'BANK_TRANSFER_'
const LEDGER_KEY_BYTES = 32

/** What the channel takes from settings; the ledger's database is the service's. */
export type BankTransferSettings = Omit<BankTransferChannelOptions, 'pool' | 'now'>

/**
 * Settings from the environment, or undefined when none of `BANK_TRANSFER_*` is set; `NAME_FILE` gives a file that holds the value of `NAME`.
 * - `BANK_TRANSFER_URL`, `BANK_TRANSFER_CUSTOMER_NO`, `BANK_TRANSFER_PAYER_ACCOUNT`: the bank's host (https, see `addressProblem`), the company's number there and the account that pays.
 * - `BANK_TRANSFER_PRIVATE_KEY` (ours), `BANK_TRANSFER_BANK_KEY` (the bank's public key or certificate), both PEM.
 * - `BANK_TRANSFER_LEDGER_KEY`: 32 bytes in base64; seals payees and files at rest. Older ones may follow, with spaces or line ends between them: they only open.
 * - `BANK_TRANSFER_TIMEOUT_MS`: optional.
 * @throws Error that names every setting that is missing, wrong or misspelt, never its value
 */
export const readBankTransferSettings = (environment: Environment): BankTransferSettings | undefined =>
  readChannelSettings('bank transfer', PREFIX, environment, settingsFrom, ['POLL_MS'])

const settingsFrom = (settings: SettingsReader): BankTransferSettings => {
  const [url, customerNo, payerAccount] = [settings.required('URL'), settings.required('CUSTOMER_NO'), settings.required('PAYER_ACCOUNT')]
  settings.address('URL', url)
  const privateKey = settings.key('PRIVATE_KEY', createPrivateKey)
  const bankPublicKey = settings.key('BANK_KEY', createPublicKey)
  const ledgerKeys = settings.required('LEDGER_KEY').split(/\s+/).map((key) => Buffer.from(key, 'base64'))
  settings.check(ledgerKeys.every(({ length }) => length === LEDGER_KEY_BYTES), 'LEDGER_KEY', `is not ${LEDGER_KEY_BYTES} bytes in base64, or several such keys`)
  const timeout_ms = settings.wholeNumber('TIMEOUT_MS')
  return { url, keys: { customerNo, payerAccount, privateKey, bankPublicKey }, ledgerKeys, ...(timeout_ms && { timeout_ms }) }
}
