import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from '@jest/globals'
import { openSandboxKeys } from './sandbox/keys.js'
import { readAlipaySettings } from './settings.js'

const directory = mkdtempSync(join(tmpdir(), 'alipay-'))
const keys = openSandboxKeys(directory)

afterAll(() => rmSync(directory, { recursive: true }))

const environment = {
  ALIPAY_APP_ID: keys.merchant.appId,
  ALIPAY_SELLER_ID: keys.merchant.sellerId,
  ALIPAY_PRIVATE_KEY_FILE: join(directory, 'app-key.pem'),
  ALIPAY_PUBLIC_KEY_FILE: join(directory, 'alipay-public-key.pem'),
  ALIPAY_REFUND_WINDOW_DAYS: '90',
  ALIPAY_TIMEOUT_MS: '5000',
}

it('reads what the merchant holds from files and the environment', () => {
  const { keys: { privateKey, alipayPublicKey, ...ids }, ...rest } = readAlipaySettings(environment)!
  expect(ids).toEqual({ appId: keys.merchant.appId, sellerId: keys.merchant.sellerId })
  expect(privateKey.equals(keys.merchant.privateKey)).toBe(true)
  expect(alipayPublicKey.equals(keys.merchant.alipayPublicKey)).toBe(true)
  expect(rest).toEqual({ window_days: 90, timeout_ms: 5_000 })
})

it('is nothing when nothing is set', () => {
  expect(readAlipaySettings({ PATH: '/bin', ALIPAY_SANDBOX_KEYS_DIR: directory })).toBeUndefined()
})

it('names all that is missing or wrong, and shows no value', () => {
  const bad = join(directory, 'bad.pem')
  writeFileSync(bad, 'canary-of-a-key')
  const wrong = { ALIPAY_APP_ID: undefined, ALIPAY_PRIVATE_KEY_FILE: bad, ALIPAY_PUBLIC_KEY: 'canary', ALIPAY_REFUND_WINDOW_DAYS: 'canary' }
  const read = () => readAlipaySettings({ ...environment, ...wrong })
  expect(read).toThrow(/ALIPAY_APP_ID is not set[^]*ALIPAY_PRIVATE_KEY is not a key[^]*ALIPAY_PUBLIC_KEY is not a key[^]*ALIPAY_REFUND_WINDOW_DAYS is not/)
  expect(read).not.toThrow(/canary/)
  expect(() => readAlipaySettings({ ALIPAY_PRIVATE_KEY_FILE: join(directory, 'none') })).toThrow(/ALIPAY_PRIVATE_KEY_FILE cannot be read/)
})

it('takes answers over TLS only, except from this machine and in an installation that plays', () => {
  const at = (url: string, changes = {}) => readAlipaySettings({ ...environment, ALIPAY_URL: url, ...changes })?.url
  expect(() => at('http://sandbox:4070')).toThrow('ALIPAY_URL is neither https nor')
  for (const url of ['https://channel.example/x', 'http://127.0.0.1:4070']) expect(at(url)).toBe(url)
  expect(at('http://sandbox:4070', { ALLOW_PLAY_MONEY: 'yes' })).toBe('http://sandbox:4070')
})

it('the sandbox keeps the keys that it has made', () => {
  const files = readdirSync(directory)
  expect(openSandboxKeys(directory).merchant.privateKey.equals(keys.merchant.privateKey)).toBe(true)
  expect(readdirSync(directory)).toEqual(files)
})
