import { misspeltSettings } from '@recourse/kernel'
import {
  addressProblem, AlipayChannel, BankTransferChannel, isLiveStripeKey, isPlayAddress, maySandboxesRun, readAlipaySettings, readBankTransferSettings,
  readSandboxSecret, readStripeSettings, readWechatPaySettings, SandboxChannel, StripeChannel, WechatPayChannel, type PaymentChannel,
} from '@recourse/payment-channels'
import { ConfigError, readSettings } from '@recourse/platform'
import type { Pool } from 'pg'
import { z } from 'zod'

const Settings = z.object({ SANDBOX_URL: z.url().optional() })
const SANDBOX_SETTINGS = ['SANDBOX_URL', 'SANDBOX_URL_FILE', 'SANDBOX_SECRET_FILE', 'SANDBOX_TENANTS', 'SANDBOX_TENANTS_FILE']

/** The channels that the environment has settings for; `pool` is where bank transfers have their ledger. @throws ConfigError when there is none, or when a channel's settings are not whole or misspelt */
export const channelsOf = (environment: NodeJS.ProcessEnv, pool: Pool): PaymentChannel[] => {
  const { SANDBOX_URL: url } = readSettings(environment, Settings)
  const wechatPay = readWechatPaySettings(environment)
  const alipay = readAlipaySettings(environment)
  const bankTransfer = readBankTransferSettings(environment)
  const stripe = readStripeSettings(environment)
  const misspelt = misspeltSettings(environment, 'SANDBOX_', SANDBOX_SETTINGS)
  if (misspelt.length > 0) throw new ConfigError(misspelt.join('; '))
  const untrusted = url && addressProblem('SANDBOX_URL', url, environment)
  if (untrusted) throw new ConfigError(untrusted)
  mustNotMix(environment, {
    SANDBOX_URL: url !== undefined, WECHAT_PAY_URL: isPlay(wechatPay?.url), ALIPAY_URL: isPlay(alipay?.url), BANK_TRANSFER_URL: isPlay(bankTransfer?.url), STRIPE_URL: isPlay(stripe?.url),
    STRIPE_API_KEY: stripe !== undefined && !isLiveStripeKey(stripe.keys.apiKey),
  })
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

const isPlay = (url: string | undefined): boolean => url !== undefined && isPlayAddress(url)

/** A refund through a sandbox counts as paid: in production nobody's real case may meet one. @throws ConfigError */
const mustNotMix = (environment: NodeJS.ProcessEnv, play: Readonly<Record<string, boolean>>): void => {
  const playing = Object.keys(play).filter((setting) => play[setting])
  if (playing.length === 0 || maySandboxesRun(environment)) return
  throw new ConfigError(`${playing.join(', ')}: play money, in production: take that setting away or give the real channel's, or say ALLOW_PLAY_MONEY=yes where no money is real (docs/deploy.md)`)
}
