import { startAlipaySandbox } from '../alipay/sandbox/testing.js'
import type { PaymentChannel } from '../port.js'
import { startSandbox } from '../sandbox/testing.js'
import { startWechatSandbox } from '../wechat-pay/sandbox/testing.js'

export interface RunningSandboxes {
  /** A client of each. */
  readonly channels: readonly PaymentChannel[]
  stop(): Promise<void>
}

export interface SandboxesOptions {
  /** The time of the channels' sandboxes; Recourse's own one has the machine's. */
  readonly clock: () => Date
  /** Where a channel, by its name, calls back. */
  readonly noticesTo: (channel: string) => string
}

/** What an unopened trade was paid with, in fen. */
const PAID_MINOR = 10_000_000

/** Every sandbox there is, for tests of the whole: real HTTP, real signatures, ledgers in the given database. */
export const startSandboxes = async (databaseUrl: string, { clock, noticesTo }: SandboxesOptions): Promise<RunningSandboxes> => {
  const own = await startSandbox(databaseUrl)
  const wechatPay = await startWechatSandbox(databaseUrl, clock)
  const alipay = await startAlipaySandbox(databaseUrl, { clock, notifyUrl: noticesTo('alipay'), paid_minor: PAID_MINOR })
  return {
    channels: [own.channel(2_000), wechatPay.channel({ notifyUrl: noticesTo('wechat-pay') }), alipay.channel()],
    stop: async () => {
      for (const sandbox of [own, wechatPay, alipay]) await sandbox.stop()
    },
  }
}
