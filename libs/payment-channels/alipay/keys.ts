import type { KeyObject } from 'node:crypto'

/** What a merchant holds. */
export interface AlipayKeys {
  readonly appId: string
  /** The merchant's own Alipay number, `2088…`. */
  readonly sellerId: string
  /** RSA; signs what we send. */
  readonly privateKey: KeyObject
  /** Alipay's public key for this application, not the application's own. */
  readonly alipayPublicKey: KeyObject
}

export const privatePem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string

export const publicPem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }) as string
