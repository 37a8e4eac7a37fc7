import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { TENANT_PATTERN } from '@recourse/kernel'

/** What a secret link opens: one thing of one tenant. */
export interface LinkTarget {
  readonly tenant: string
  readonly id: string
}

/** Links that work without login (progress, survey): the address itself is the secret, derived from the master key, stored nowhere. */
export class SignedLinks {
  private readonly key: Buffer

  constructor(masterKey: Buffer, private readonly purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', masterKey, '', `recourse/link/${purpose}`, 32))
  }

  tokenFor(target: LinkTarget): string {
    const payload = `${target.tenant}.${target.id}`
    return `${Buffer.from(payload).toString('base64url')}.${this.mac(payload).toString('base64url')}`
  }

  /** What the token opens, or undefined when it was not made here. */
  open(token: string): LinkTarget | undefined {
    const [encoded, mac] = token.split('.')
    if (!encoded || !mac) return undefined
    const payload = Buffer.from(encoded, 'base64url').toString('utf8')
    const given = Buffer.from(mac, 'base64url')
    const expected = this.mac(payload)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
    const separator = payload.indexOf('.')
    const tenant = payload.slice(0, separator)
    return TENANT_PATTERN.test(tenant) ? { tenant, id: payload.slice(separator + 1) } : undefined
  }

  private mac(payload: string): Buffer {
    return createHmac('sha256', this.key).update(payload).digest().subarray(0, 18)
  }
}
