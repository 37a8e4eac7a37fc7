import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from '@jest/globals'
import { CUSTOMER_NO, openSandboxKeys, PAYER_ACCOUNT } from './sandbox/keys.js'
import { readBankTransferSettings } from './settings.js'

const directory = mkdtempSync(join(tmpdir(), 'bank-transfer-'))
const keys = openSandboxKeys(directory)

afterAll(() => rmSync(directory, { recursive: true }))

const environment = {
  BANK_TRANSFER_URL: 'https://bank.example/host',
  BANK_TRANSFER_CUSTOMER_NO: CUSTOMER_NO,
  BANK_TRANSFER_PAYER_ACCOUNT: PAYER_ACCOUNT,
  BANK_TRANSFER_PRIVATE_KEY_FILE: join(directory, 'company-key.pem'),
  BANK_TRANSFER_BANK_KEY_FILE: join(directory, 'bank-public-key.pem'),
  BANK_TRANSFER_LEDGER_KEY_FILE: join(directory, 'ledger-key'),
  BANK_TRANSFER_TIMEOUT_MS: '2500',
}

it('reads what the company holds from files and the environment', () => {
  const { keys: { privateKey, bankPublicKey, ...names }, ledgerKeys, ...rest } = readBankTransferSettings(environment)!
  expect(rest).toEqual({ url: 'https://bank.example/host', timeout_ms: 2_500 })
  expect(names).toEqual({ customerNo: CUSTOMER_NO, payerAccount: PAYER_ACCOUNT })
  expect(privateKey.equals(keys.company.privateKey)).toBe(true)
  expect(bankPublicKey.equals(keys.company.bankPublicKey)).toBe(true)
  expect(ledgerKeys.map((key) => key.toString('base64'))).toEqual([readFileSync(join(directory, 'ledger-key'), 'utf8')])
})

it('reads older ledger keys after the current one', () => {
  const [current, older] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const file = join(directory, 'ledger-keys')
  writeFileSync(file, `${current.toString('base64')}\n${older.toString('base64')}\n`)
  expect(readBankTransferSettings({ ...environment, BANK_TRANSFER_LEDGER_KEY_FILE: file })!.ledgerKeys).toEqual([current, older])
  expect(() => readBankTransferSettings({ ...environment, BANK_TRANSFER_LEDGER_KEY: `${current.toString('base64')} canary` })).toThrow(/LEDGER_KEY is not 32 bytes/)
})

it('is nothing when nothing is set', () => {
  expect(readBankTransferSettings({ PATH: '/bin' })).toBeUndefined()
})

it('names all that is missing or wrong, and shows no value', () => {
  const bad = join(directory, 'bad.pem')
  writeFileSync(bad, 'canary-of-a-key')
  const read = () => readBankTransferSettings({
    ...environment, BANK_TRANSFER_CUSTOMER_NO: undefined, BANK_TRANSFER_URL: 'canary', BANK_TRANSFER_PRIVATE_KEY_FILE: bad, BANK_TRANSFER_LEDGER_KEY: 'canary', BANK_TRANSFER_TIMEOUT_MS: '0',
  })
  expect(read).toThrow(/CUSTOMER_NO is not set[^]*URL is not an address[^]*PRIVATE_KEY is not a key[^]*LEDGER_KEY is not 32 bytes[^]*TIMEOUT_MS is not/)
  expect(read).not.toThrow(/canary/)
  expect(() => readBankTransferSettings({ BANK_TRANSFER_BANK_KEY_FILE: join(directory, 'none') })).toThrow(/BANK_TRANSFER_BANK_KEY_FILE cannot be read/)
})

it('takes answers over TLS only, except from this machine and in an installation that plays', () => {
  const at = (url: string, changes = {}) => readBankTransferSettings({ ...environment, BANK_TRANSFER_URL: url, ...changes })?.url
  expect(() => at('http://sandbox:4070')).toThrow('BANK_TRANSFER_URL is neither https nor')
  for (const url of ['https://channel.example/x', 'http://127.0.0.1:4070']) expect(at(url)).toBe(url)
  expect(at('http://sandbox:4070', { ALLOW_PLAY_MONEY: 'yes' })).toBe('http://sandbox:4070')
})

it('the sandbox keeps the keys that it has made', () => {
  const files = readdirSync(directory)
  expect(openSandboxKeys(directory).company.privateKey.equals(keys.company.privateKey)).toBe(true)
  expect(readdirSync(directory)).toEqual(files)
})
