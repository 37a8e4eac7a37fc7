import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from '@jest/globals'
import { openSandboxKeys } from './sandbox/keys.js'
import { readWechatPaySettings } from './settings.js'

const directory = mkdtempSync(join(tmpdir(), 'wechat-pay-'))
const keys = openSandboxKeys(directory)

afterAll(() => rmSync(directory, { recursive: true }))

const environment = {
  WECHAT_PAY_MCHID: keys.merchant.mchid,
  WECHAT_PAY_SERIAL: keys.merchant.serial,
  WECHAT_PAY_PRIVATE_KEY_FILE: join(directory, 'merchant-key.pem'),
  WECHAT_PAY_API_V3_KEY_FILE: join(directory, 'api-v3-key'),
  WECHAT_PAY_PLATFORM_KEYS_DIR: join(directory, 'platform'),
  WECHAT_PAY_PLATFORM_SERIAL: keys.merchant.platformSerial,
  WECHAT_PAY_NOTIFY_URL: 'https://refunds.example/notices/wechat-pay',
}

it('reads what the merchant holds from files and the environment', () => {
  const settings = readWechatPaySettings(environment)!
  const { privateKey, platformKeys, ...rest } = settings.keys
  expect(rest).toEqual({ mchid: keys.merchant.mchid, serial: keys.merchant.serial, apiV3Key: keys.merchant.apiV3Key, platformSerial: keys.merchant.platformSerial })
  expect(privateKey.equals(keys.merchant.privateKey)).toBe(true)
  expect([...platformKeys].every(([serial, key]) => key.equals(keys.merchant.platformKeys.get(serial)!))).toBe(true)
  expect(settings.notifyUrl).toBe('https://refunds.example/notices/wechat-pay')
})

it('is nothing when nothing is set', () => {
  expect(readWechatPaySettings({ PATH: '/bin' })).toBeUndefined()
})

it('names all that is missing or wrong, and shows no value', () => {
  const bad = join(directory, 'bad.pem')
  writeFileSync(bad, 'canary-of-a-key')
  const read = () => readWechatPaySettings({ ...environment, WECHAT_PAY_MCHID: undefined, WECHAT_PAY_API_V3_KEY: 'canary', WECHAT_PAY_PRIVATE_KEY_FILE: bad, WECHAT_PAY_PLATFORM_SERIAL: 'OTHER' })
  expect(read).toThrow(/WECHAT_PAY_MCHID is not set[^]*WECHAT_PAY_PRIVATE_KEY is not a key[^]*WECHAT_PAY_API_V3_KEY does not have 32 bytes[^]*WECHAT_PAY_PLATFORM_SERIAL/)
  expect(read).not.toThrow(/canary/)
  expect(() => readWechatPaySettings({ WECHAT_PAY_PRIVATE_KEY_FILE: join(directory, 'none') })).toThrow(/WECHAT_PAY_PRIVATE_KEY_FILE cannot be read/)
})

it('takes answers over TLS only, except from this machine and in an installation that plays', () => {
  const at = (url: string, changes = {}) => readWechatPaySettings({ ...environment, WECHAT_PAY_URL: url, ...changes })?.url
  expect(() => at('http://sandbox:4070')).toThrow('WECHAT_PAY_URL is neither https nor')
  for (const url of ['https://channel.example/x', 'http://127.0.0.1:4070']) expect(at(url)).toBe(url)
  expect(at('http://sandbox:4070', { ALLOW_PLAY_MONEY: 'yes' })).toBe('http://sandbox:4070')
})

it('the sandbox keeps the keys that it has made', () => {
  const files = readdirSync(directory)
  expect(openSandboxKeys(directory).merchant.privateKey.equals(keys.merchant.privateKey)).toBe(true)
  expect(readdirSync(directory)).toEqual(files)
})
