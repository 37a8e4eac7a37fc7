import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readChannelSettings, type Environment, type SettingsReader } from '../channel-settings.js'
import type { WechatPayChannelOptions } from './channel.js'

const PREFIX = 'WECHAT_PAY_'
const API_V3_KEY_BYTES = 32

/**
 * Settings from the environment, or undefined when none of `WECHAT_PAY_*` is set; `NAME_FILE` gives a file that holds the value of `NAME`.
 * - `WECHAT_PAY_MCHID`, `WECHAT_PAY_SERIAL`, `WECHAT_PAY_PRIVATE_KEY` (PEM), `WECHAT_PAY_API_V3_KEY`: the merchant's.
 * - `WECHAT_PAY_PLATFORM_KEYS_DIR`: WeChat Pay's public keys or certificates, `<serial or key id>.pem` each; `WECHAT_PAY_PLATFORM_SERIAL`: the one in use.
 * - `WECHAT_PAY_URL`, `WECHAT_PAY_NOTIFY_URL`: optional; the first https, see `addressProblem`.
 * @throws Error that names every setting that is missing, wrong or misspelt, never its value
 */
export const readWechatPaySettings = (environment: Environment): WechatPayChannelOptions | undefined =>
  readChannelSettings('WeChat Pay', PREFIX, environment, optionsFrom)

const optionsFrom = (settings: SettingsReader): WechatPayChannelOptions => {
  const [mchid, serial, apiV3Key, platformSerial] = [settings.required('MCHID'), settings.required('SERIAL'), settings.required('API_V3_KEY'), settings.required('PLATFORM_SERIAL')]
  const privateKey = settings.key('PRIVATE_KEY', createPrivateKey)
  const platformKeys = settings.keysIn('PLATFORM_KEYS_DIR', createPublicKey)
  settings.check(Buffer.byteLength(apiV3Key) === API_V3_KEY_BYTES, 'API_V3_KEY', `does not have ${API_V3_KEY_BYTES} bytes`)
  settings.check(platformKeys.has(platformSerial), 'PLATFORM_KEYS_DIR', `holds no key with the name in ${PREFIX}PLATFORM_SERIAL`)
  const [url, notifyUrl] = [settings.address('URL'), settings.optional('NOTIFY_URL')]
  return { keys: { mchid, serial, privateKey, apiV3Key, platformKeys, platformSerial }, ...(url && { url }), ...(notifyUrl && { notifyUrl }) }
}
