import type { KeyObject } from 'node:crypto'
import { Rsa } from 'wechatpay-axios-plugin'

/** What a merchant holds. */
export interface WechatPayKeys {
  /** Merchant number. */
  readonly mchid: string
  /** Serial number of the merchant's certificate. */
  readonly serial: string
  readonly privateKey: KeyObject
  /** 32 bytes; decrypts notices. */
  readonly apiV3Key: string
  /** WeChat Pay's public keys by serial number or public key id: several while it changes them. */
  readonly platformKeys: ReadonlyMap<string, KeyObject>
  /** The one of them that details are encrypted with. */
  readonly platformSerial: string
}

/** For WeChat Pay only: RSA-OAEP with SHA-1, as it demands. */
export const encryptForPlatform = ({ platformKeys, platformSerial }: WechatPayKeys, text: string): string => Rsa.encrypt(text, platformKeys.get(platformSerial)!)
