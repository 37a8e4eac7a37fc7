import { money } from '@recourse/kernel'
import type { SandboxProgram } from '../../sandbox-kit/process.js'
import type { StripeKeys } from '../keys.js'
import { migrateIdempotency, STRIPE_SANDBOX_SCHEMA } from './idempotency.js'
import { openSandboxKeys } from './keys.js'
import { StripeLedger } from './ledger.js'
import { createStripeSandboxServer } from './server.js'

const { STRIPE_SANDBOX_KEYS_DIR, STRIPE_SANDBOX_NOTIFY_URL, STRIPE_SANDBOX_PAID_MINOR = '10000000', STRIPE_SANDBOX_CURRENCY = 'CNY' } = process.env

const keys = (): StripeKeys => {
  if (!STRIPE_SANDBOX_KEYS_DIR) throw new Error('STRIPE_SANDBOX_KEYS_DIR is not set: the directory where the keys are, or are made')
  return openSandboxKeys(STRIPE_SANDBOX_KEYS_DIR)
}

/** Stripe's sandbox as a process. */
export const stripeSandbox: SandboxProgram = {
  name: 'sandbox-stripe',
  port: 4074,
  schema: STRIPE_SANDBOX_SCHEMA,
  migrate: migrateIdempotency,
  prepare: keys,
  createServer: ({ pool, log, metrics }) => {
    const now = () => new Date()
    return createStripeSandboxServer({
      ledger: new StripeLedger(pool, now, { paid: money(Number(STRIPE_SANDBOX_PAID_MINOR), STRIPE_SANDBOX_CURRENCY) }),
      keys: keys(),
      now,
      ...(STRIPE_SANDBOX_NOTIFY_URL && { notifyUrl: STRIPE_SANDBOX_NOTIFY_URL }),
      metrics,
      onError: (error) => log.error({ err: error }, 'a request failed'),
    })
  },
}
