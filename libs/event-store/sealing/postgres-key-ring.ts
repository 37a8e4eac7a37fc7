import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { canonicalJson } from '@recourse/kernel'
import pg from 'pg'
import { asStoreError } from '../postgres/database-errors.js'
import { KeyDestroyed, type KeyRing } from './key-ring.js'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const CACHED_KEYS = 1_000
/** An erasure is seen by every process within this time. */
const CACHE_TTL_MS = 30_000

export interface PostgresKeyRingSettings {
  readonly connectionString: string
  /** 32 bytes; wraps every person's key (AES-256-GCM), so that the table alone opens nothing. */
  readonly masterKey: Buffer
  /** Monotonic milliseconds; for tests. */
  readonly now_ms?: () => number
}

/** Keys in the table `person_key`, each wrapped by the master key and bound to its tenant and person. A row without a key is a destroyed key. */
export class PostgresKeyRing implements KeyRing {
  private readonly pool: pg.Pool
  private readonly masterKey: Buffer
  private readonly now_ms: () => number
  private readonly cache = new Map<string, { readonly key: Buffer; readonly until_ms: number }>()

  /** @throws RangeError when the master key has another length. */
  constructor({ connectionString, masterKey, now_ms = () => performance.now() }: PostgresKeyRingSettings) {
    if (masterKey.length !== KEY_BYTES) throw new RangeError(`the master key has ${masterKey.length} bytes, not ${KEY_BYTES}`)
    this.pool = new pg.Pool({ connectionString, max: 2, connectionTimeoutMillis: 5_000, query_timeout: 15_000, application_name: 'recourse-key-ring' })
    this.pool.on('error', () => undefined)
    this.masterKey = masterKey
    this.now_ms = now_ms
  }

  async keyFor(tenant: string, person: string): Promise<Buffer> {
    const known = await this.findKey(tenant, person)
    if (known) return known
    // Of several first uses at once one insert wins; all read back the winner's key.
    await this.query('INSERT INTO person_key (tenant, person, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      tenant, person, this.wrap(randomBytes(KEY_BYTES), tenant, person),
    ])
    const key = await this.findKey(tenant, person)
    if (!key) throw new KeyDestroyed(`the key of ${person} was destroyed`)
    return key
  }

  async findKey(tenant: string, person: string): Promise<Buffer | undefined> {
    const name = placeOf(tenant, person)
    const cached = this.cache.get(name)
    if (cached && cached.until_ms > this.now_ms()) return cached.key
    this.cache.delete(name)
    const [row] = await this.query<{ wrapped: Buffer | null }>('SELECT wrapped FROM person_key WHERE tenant = $1 AND person = $2', [tenant, person])
    if (!row?.wrapped) return undefined
    const key = this.unwrap(row.wrapped, tenant, person)
    this.remember(name, key)
    return key
  }

  async destroyKey(tenant: string, person: string): Promise<boolean> {
    const rows = await this.query<{ person: string }>(
      'UPDATE person_key SET wrapped = NULL, destroyed_at = coalesce(destroyed_at, now()) WHERE tenant = $1 AND person = $2 RETURNING person', [tenant, person],
    )
    this.cache.delete(placeOf(tenant, person))
    return rows.length > 0
  }

  async close(): Promise<void> {
    this.cache.clear()
    await this.pool.end()
  }

  private remember(name: string, key: Buffer): void {
    const oldest = this.cache.keys().next()
    if (this.cache.size >= CACHED_KEYS && !oldest.done) this.cache.delete(oldest.value)
    this.cache.set(name, { key, until_ms: this.now_ms() + CACHE_TTL_MS })
  }

  private wrap(key: Buffer, tenant: string, person: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.masterKey, nonce).setAAD(Buffer.from(placeOf(tenant, person)))
    return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
  }

  private unwrap(wrapped: Buffer, tenant: string, person: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.masterKey, wrapped.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(placeOf(tenant, person))).setAuthTag(wrapped.subarray(-TAG_BYTES))
    try {
      return Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    } catch (cause) {
      throw new Error('a person\'s key does not open: the master key is not the one it was wrapped with, or the row was changed', { cause })
    }
  }

  private async query<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(text, [...values])).rows
    } catch (error) {
      throw asStoreError(error)
    }
  }
}

const placeOf = (tenant: string, person: string): string => canonicalJson([tenant, person])
