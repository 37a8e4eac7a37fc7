import { AlipaySdk } from 'alipay-sdk'
import { privatePem, publicPem, type AlipayKeys } from './keys.js'

/** The SDK with our keys, RSA2 only. */
export const sdkFor = ({ appId, privateKey, alipayPublicKey }: AlipayKeys): AlipaySdk =>
  new AlipaySdk({ appId, privateKey: privatePem(privateKey), keyType: 'PKCS8', alipayPublicKey: publicPem(alipayPublicKey), signType: 'RSA2' })
