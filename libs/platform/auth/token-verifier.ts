import { readFileSync } from 'node:fs'
import { createLocalJWKSet, createRemoteJWKSet, jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { ROLES, TENANT_PATTERN, type Actor, type Role } from '@recourse/kernel'
import type { Config } from '../config.js'

export interface Identity {
  readonly tenant: string
  readonly actor: Actor
}

export class InvalidToken extends Error {
  override name = 'InvalidToken'
}

// It stands in every event that this person causes, for ever.
const SUBJECT = /^[^\p{Cc}\p{Cs}]{1,255}$/u

/** Verifies bearer tokens (JWT) against the issuer's keys: pinned algorithms, issuer, audience, expiry with 30 s of skew. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey

  constructor(private readonly config: Pick<Config, 'AUTH_JWKS_FILE' | 'AUTH_JWKS_URL' | 'AUTH_ISSUER' | 'AUTH_AUDIENCE'>) {
    this.keys = config.AUTH_JWKS_FILE
      ? createLocalJWKSet(JSON.parse(readFileSync(config.AUTH_JWKS_FILE, 'utf8')) as JSONWebKeySet)
      : createRemoteJWKSet(new URL(config.AUTH_JWKS_URL!))
  }

  /** @throws InvalidToken with a reason that is safe to show. */
  async verify(token: string): Promise<Identity> {
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: this.config.AUTH_ISSUER, audience: this.config.AUTH_AUDIENCE, algorithms: ['EdDSA', 'ES256', 'RS256', 'PS256'], clockTolerance: 30, requiredClaims: ['sub', 'exp'],
    }).catch((error: Error) => {
      throw new InvalidToken(`the token is not valid: ${error.message}`)
    })
    const { sub, tenant, roles } = payload
    if (typeof sub !== 'string' || !SUBJECT.test(sub)) throw new InvalidToken('the token names nobody')
    if (typeof tenant !== 'string' || !TENANT_PATTERN.test(tenant)) throw new InvalidToken('the token names no tenant')
    const known = (Array.isArray(roles) ? roles : []).filter((role): role is Role => (ROLES as readonly unknown[]).includes(role))
    return { tenant, actor: { id: sub, roles: known } }
  }
}
