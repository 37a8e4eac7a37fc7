import {
  AlipayChannel, readAlipaySettings, readSandboxSecret, readStripeSettings, readWechatPaySettings, SandboxChannel, StripeChannel, WechatPayChannel, type PaymentChannel,
} from '@recourse/payment-channels'
import { ConfigError, readSettings } from '@recourse/platform'
import { z } from 'zod'

const Settings = z.object({ SANDBOX_URL: z.url().optional() })

/** The channels that the environment has settings for. @throws ConfigError when there is none, or when a channel's settings are not whole */
export const channelsOf = (environment: NodeJS.ProcessEnv): PaymentChannel[] => {
  const { SANDBOX_URL: url } = readSettings(environment, Settings)
  const wechatPay = readWechatPaySettings(environment)
  const alipay = readAlipaySettings(environment)
  const stripe = readStripeSettings(environment)
  const channels = [
    ...(url ? [new SandboxChannel({ url, secret: readSandboxSecret(environment) })] : []),
    ...(wechatPay ? [new WechatPayChannel(wechatPay)] : []),
    ...(alipay ? [new AlipayChannel(alipay)] : []),
    ...(stripe ? [new StripeChannel(stripe)] : []),
  ]
  if (channels.length === 0) throw new ConfigError('no payment channel: set SANDBOX_URL, WECHAT_PAY_…, ALIPAY_… or STRIPE_… (docs/deploy.md names them)')
  return channels
}
