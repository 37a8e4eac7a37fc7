import { money } from '@recourse/kernel'
import type pg from 'pg'
import { startAlipaySandbox } from '../alipay/sandbox/testing.js'
import { startBankSandbox, type RunningBankSandbox } from '../bank-transfer/sandbox/testing.js'
import type { PaymentChannel } from '../port.js'
import { startSandbox } from '../sandbox/testing.js'
import { startStripeSandbox } from '../stripe/sandbox/testing.js'
import { startWechatSandbox } from '../wechat-pay/sandbox/testing.js'

export interface RunningSandboxes {
  /** A client of each; bank transfers keep their ledger where `pool` leads. */
  channels(pool: pg.Pool): readonly PaymentChannel[]
  readonly bank: RunningBankSandbox
  stop(): Promise<void>
}

export interface SandboxesOptions {
  /** The time of them all. */
  readonly clock: () => Date
  /** Where a channel, by its name, calls back. */
  readonly noticesTo: (channel: string) => string
}

/** What an unopened payment was paid with, in fen. */
const PAID_MINOR = 10_000_000
/** Sooner than anybody asks, so that it is a notice, or a return file, that brings the news. */
const SETTLES_AFTER_MS = 20_000
const ROUND_THE_CLOCK_MS = 24 * 3_600_000

/** Every sandbox there is, for tests of the whole: real HTTP, real signatures, ledgers in the given database. */
export const startSandboxes = async (databaseUrl: string, { clock, noticesTo }: SandboxesOptions): Promise<RunningSandboxes> => {
  const own = await startSandbox(databaseUrl, clock)
  const wechatPay = await startWechatSandbox(databaseUrl, clock, SETTLES_AFTER_MS)
  const alipay = await startAlipaySandbox(databaseUrl, { clock, notifyUrl: noticesTo('alipay'), paid_minor: PAID_MINOR })
  const bank = await startBankSandbox(databaseUrl, { clock, rules: { settlesAfter_ms: SETTLES_AFTER_MS, cutOff_ms: ROUND_THE_CLOCK_MS } })
  const stripe = await startStripeSandbox(databaseUrl, { clock, notifyUrl: noticesTo('stripe'), paid: money(PAID_MINOR, 'CNY') })
  return {
    channels: (pool) => [own.channel(2_000), wechatPay.channel({ notifyUrl: noticesTo('wechat-pay') }), alipay.channel(), bank.channel({ pool }), stripe.channel()],
    bank,
    stop: async () => {
      for (const sandbox of [own, wechatPay, alipay, bank, stripe]) await sandbox.stop()
    },
  }
}
