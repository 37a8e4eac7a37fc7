import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose'

export interface DevelopmentIssuerOptions {
  /** Where the private key is kept (created with mode 0600 when missing). */
  readonly keyFile: string
  /** Where the public key set is written, for services to verify with. */
  readonly jwksFile: string
  readonly issuer: string
  readonly audience: string
  readonly environment: string | undefined
}

export interface TokenRequest {
  readonly sub: string
  readonly tenant: string
  readonly roles: readonly string[]
  readonly name?: string
  readonly validFor_s?: number
}

/** Makes tokens for a trial installation. In production an identity provider does; this class refuses to run there. */
export class DevelopmentIssuer {
  private constructor(private readonly key: CryptoKey, private readonly kid: string, private readonly options: DevelopmentIssuerOptions) {}

  /** @throws Error unless `environment` is 'development' or 'test'. */
  static async open(options: DevelopmentIssuerOptions): Promise<DevelopmentIssuer> {
    if (options.environment !== 'development' && options.environment !== 'test') {
      throw new Error('the development token issuer runs only with NODE_ENV=development: use your identity provider (AUTH_JWKS_URL, AUTH_ISSUER) in production')
    }
    if (!existsSync(options.keyFile)) {
      const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
      writeFileSync(options.keyFile, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 })
    }
    const jwk = JSON.parse(readFileSync(options.keyFile, 'utf8')) as JWK
    const { d: _private, ...publicKey } = jwk
    const kid = 'development'
    writeFileSync(options.jwksFile, JSON.stringify({ keys: [{ ...publicKey, kid, alg: 'EdDSA', use: 'sig' }] }))
    return new DevelopmentIssuer((await importJWK(jwk, 'EdDSA')) as CryptoKey, kid, options)
  }

  sign(request: TokenRequest): Promise<string> {
    const now_s = Math.floor(Date.now() / 1000)
    return new SignJWT({ tenant: request.tenant, roles: [...request.roles], ...(request.name ? { name: request.name } : {}) })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.kid })
      .setSubject(request.sub)
      .setIssuer(this.options.issuer)
      .setAudience(this.options.audience)
      .setIssuedAt(now_s)
      .setExpirationTime(now_s + (request.validFor_s ?? 12 * 3600))
      .sign(this.key)
  }
}
