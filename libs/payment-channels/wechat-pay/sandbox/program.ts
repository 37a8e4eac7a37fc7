import type { SandboxProgram } from '../../sandbox-kit/process.js'
import { openSandboxKeys, type SandboxKeys } from './keys.js'
import { WECHAT_SANDBOX_SCHEMA, WechatLedger } from './ledger.js'
import { createWechatSandboxServer } from './server.js'

const { WECHAT_SANDBOX_KEYS_DIR, WECHAT_SANDBOX_SETTLES_AFTER_MS = '3000' } = process.env

const keys = (): SandboxKeys => {
  if (!WECHAT_SANDBOX_KEYS_DIR) throw new Error('WECHAT_SANDBOX_KEYS_DIR is not set: the directory where the keys of both sides are, or are made')
  return openSandboxKeys(WECHAT_SANDBOX_KEYS_DIR)
}

/** WeChat Pay's sandbox as a process. */
export const wechatPaySandbox: SandboxProgram = {
  name: 'sandbox-wechat-pay',
  port: 4071,
  schema: WECHAT_SANDBOX_SCHEMA,
  prepare: keys,
  createServer: ({ pool, log, metrics }) => {
    const now = () => new Date()
    return createWechatSandboxServer({
      ledger: new WechatLedger(pool, now, Number(WECHAT_SANDBOX_SETTLES_AFTER_MS)),
      keys: keys(),
      now,
      metrics,
      onError: (error) => log.error({ err: error }, 'a request failed'),
    })
  },
}
