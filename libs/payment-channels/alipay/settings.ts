import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readChannelSettings, type Environment, type SettingsReader } from '../channel-settings.js'
import type { AlipayChannelOptions } from './channel.js'

const PREFIX = 'ALIPAY_'

/**
 * Settings from the environment, or undefined when none of `ALIPAY_*` is set; `NAME_FILE` gives a file that holds the value of `NAME`.
 * - `ALIPAY_APP_ID`, `ALIPAY_SELLER_ID`, `ALIPAY_PRIVATE_KEY` (PEM): the merchant's.
 * - `ALIPAY_PUBLIC_KEY` (PEM): Alipay's, for this application.
 * - `ALIPAY_REFUND_WINDOW_DAYS`: by the contract with Alipay; `ALIPAY_TIMEOUT_MS`, `ALIPAY_URL`: optional; https, see `addressProblem`.
 * @throws Error that names every setting that is missing, wrong or misspelt, never its value
 */
export const readAlipaySettings = (environment: Environment): AlipayChannelOptions | undefined =>
  readChannelSettings('Alipay', PREFIX, environment, optionsFrom)

const optionsFrom = (settings: SettingsReader): AlipayChannelOptions => {
  const [appId, sellerId] = [settings.required('APP_ID'), settings.required('SELLER_ID')]
  const privateKey = settings.key('PRIVATE_KEY', createPrivateKey)
  const alipayPublicKey = settings.key('PUBLIC_KEY', createPublicKey)
  const [window_days, timeout_ms] = [settings.wholeNumber('REFUND_WINDOW_DAYS'), settings.wholeNumber('TIMEOUT_MS')]
  const url = settings.address('URL')
  return { keys: { appId, sellerId, privateKey, alipayPublicKey }, ...(url && { url }), ...(window_days && { window_days }), ...(timeout_ms && { timeout_ms }) }
}
