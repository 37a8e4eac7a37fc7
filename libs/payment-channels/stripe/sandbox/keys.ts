import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StripeKeys } from '../keys.js'

const API_KEY_FILE = 'api-key'
const WEBHOOK_SECRET_FILE = 'webhook-secret'

/** Fresh keys for play money. */
export const generateSandboxKeys = (): StripeKeys => ({ apiKey: `sk_test_${secret()}`, webhookSecret: `whsec_${secret()}` })

/** The keys in a directory, made there when it holds none: `api-key` and `webhook-secret`, both for the merchant's settings. */
export const openSandboxKeys = (directory: string): StripeKeys => {
  const path = (name: string): string => join(directory, name)
  if (!existsSync(path(WEBHOOK_SECRET_FILE))) {
    const { apiKey, webhookSecret } = generateSandboxKeys()
    mkdirSync(directory, { recursive: true })
    writeFileSync(path(API_KEY_FILE), apiKey, { mode: 0o600 })
    // Written last: it says that the other is whole.
    writeFileSync(path(WEBHOOK_SECRET_FILE), webhookSecret, { mode: 0o600 })
  }
  const read = (name: string): string => readFileSync(path(name), 'utf8').trim()
  return { apiKey: read(API_KEY_FILE), webhookSecret: read(WEBHOOK_SECRET_FILE) }
}

const secret = (): string => randomBytes(24).toString('hex')
