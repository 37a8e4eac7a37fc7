import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from '@jest/globals'
import { StripeChannel } from './channel.js'
import { openSandboxKeys } from './sandbox/keys.js'
import { readStripeSettings } from './settings.js'

const directory = mkdtempSync(join(tmpdir(), 'stripe-'))
const keys = openSandboxKeys(directory)

afterAll(() => rmSync(directory, { recursive: true }))

const files = { STRIPE_API_KEY_FILE: join(directory, 'api-key'), STRIPE_WEBHOOK_SECRET_FILE: join(directory, 'webhook-secret') }

it('reads what the merchant holds from files or the environment', () => {
  expect(readStripeSettings({ ...files, STRIPE_URL: 'http://127.0.0.1:4074', STRIPE_TIMEOUT_MS: '5000' })).toEqual({ keys, url: 'http://127.0.0.1:4074', timeout_ms: 5_000 })
  expect(readStripeSettings({ STRIPE_API_KEY: keys.apiKey, STRIPE_WEBHOOK_SECRET: keys.webhookSecret })).toEqual({ keys })
})

it('is nothing when nothing of ours is set', () => {
  expect(readStripeSettings({ PATH: '/bin', STRIPE_SANDBOX_KEYS_DIR: directory, STRIPE_SUPPRESS_NOTICES: 'true' })).toBeUndefined()
  expect(readStripeSettings({ ...files, STRIPE_SUPPRESS_NOTICES: 'true' })).toEqual({ keys })
})

it('names all that is missing or wrong, and shows no value', () => {
  const bad = join(directory, 'bad')
  writeFileSync(bad, 'canary of a key')
  const read = () => readStripeSettings({ STRIPE_API_KEY_FILE: bad, STRIPE_TIMEOUT_MS: 'canary', STRIPE_URL: 'http://canary.example.com' })
  expect(read).toThrow(/STRIPE_API_KEY is not one[^]*STRIPE_WEBHOOK_SECRET is not set[^]*STRIPE_URL is neither https[^]*STRIPE_TIMEOUT_MS is not a whole number/)
  expect(read).not.toThrow(/canary/)
  expect(() => readStripeSettings({ STRIPE_API_KEY_FILE: join(directory, 'none') })).toThrow(/STRIPE_API_KEY_FILE cannot be read/)
})

it('takes answers over TLS only, except from this machine', () => {
  const at = (url: string) => () => new StripeChannel({ keys, url })
  for (const url of ['https://api.stripe.com', 'http://127.0.0.1:1', 'http://[::1]:1', 'http://localhost:1']) expect(at(url)).not.toThrow()
  for (const url of ['http://api.stripe.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1', 'ftp://127.0.0.1', 'https://api.stripe.com/v1', 'stripe']) {
    expect(at(url)).toThrow(RangeError)
  }
})

it('the sandbox keeps the keys that it has made', () => {
  const made = readdirSync(directory)
  expect(openSandboxKeys(directory)).toEqual(keys)
  expect(readdirSync(directory)).toEqual(made)
})
