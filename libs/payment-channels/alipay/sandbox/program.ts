import type { SandboxProgram } from '../../sandbox-kit/process.js'
import { openSandboxKeys, type SandboxKeys } from './keys.js'
import { ALIPAY_SANDBOX_SCHEMA, AlipayLedger } from './ledger.js'
import { createAlipaySandboxServer } from './server.js'

const { ALIPAY_SANDBOX_KEYS_DIR, ALIPAY_SANDBOX_NOTIFY_URL, ALIPAY_SANDBOX_PAID_MINOR = '10000000', ALIPAY_SANDBOX_WINDOW_DAYS = '365' } = process.env

const keys = (): SandboxKeys => {
  if (!ALIPAY_SANDBOX_KEYS_DIR) throw new Error('ALIPAY_SANDBOX_KEYS_DIR is not set: the directory where the keys of both sides are, or are made')
  return openSandboxKeys(ALIPAY_SANDBOX_KEYS_DIR)
}

/** Alipay's sandbox as a process. */
export const alipaySandbox: SandboxProgram = {
  name: 'sandbox-alipay',
  port: 4072,
  schema: ALIPAY_SANDBOX_SCHEMA,
  prepare: keys,
  createServer: ({ pool, log, metrics }) => {
    const now = () => new Date()
    return createAlipaySandboxServer({
      ledger: new AlipayLedger(pool, now, { paid_minor: Number(ALIPAY_SANDBOX_PAID_MINOR), window_days: Number(ALIPAY_SANDBOX_WINDOW_DAYS) }),
      keys: keys(),
      now,
      ...(ALIPAY_SANDBOX_NOTIFY_URL && { notifyUrl: ALIPAY_SANDBOX_NOTIFY_URL }),
      metrics,
      onError: (error) => log.error({ err: error }, 'a request failed'),
    })
  },
}
