import {
  AlipayChannel, BankTransferChannel, readAlipaySettings, readBankTransferSettings, readSandboxSecret, readStripeSettings, readWechatPaySettings, SandboxChannel, StripeChannel,
  WechatPayChannel, type PaymentChannel,
} from '@recourse/payment-channels'
import { ConfigError, readSettings } from '@recourse/platform'
import type { Pool } from 'pg'
import { z } from 'zod'

const Settings = z.object({ SANDBOX_URL: z.url().optional() })

/** The channels that the environment has settings for; `pool` is where bank transfers have their ledger. @throws ConfigError when there is none, or when a channel's settings are not whole */
export const channelsOf = (environment: NodeJS.ProcessEnv, pool: Pool): PaymentChannel[] => {
  const { SANDBOX_URL: url } = readSettings(environment, Settings)
  const wechatPay = readWechatPaySettings(environment)
  const alipay = readAlipaySettings(environment)
  const bankTransfer = readBankTransferSettings(environment)
  const stripe = readStripeSettings(environment)
  const channels = [
    ...(url ? [new SandboxChannel({ url, secret: readSandboxSecret(environment) })] : []),
    ...(wechatPay ? [new WechatPayChannel(wechatPay)] : []),
    ...(alipay ? [new AlipayChannel(alipay)] : []),
    ...(bankTransfer ? [new BankTransferChannel({ ...bankTransfer, pool })] : []),
    ...(stripe ? [new StripeChannel(stripe)] : []),
  ]
  if (channels.length === 0) throw new ConfigError('no payment channel: set SANDBOX_URL, WECHAT_PAY_…, ALIPAY_…, BANK_TRANSFER_… or STRIPE_… (docs/deploy.md names them)')
  return channels
}
