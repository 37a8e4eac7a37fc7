import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import { createEventStoreDatabase } from '../postgres/test-database.js'
import { KeyDestroyed, type KeyRing } from './key-ring.js'
import { MemoryKeyRing } from './memory-key-ring.js'
import { PostgresKeyRing } from './postgres-key-ring.js'

const masterKey = randomBytes(32)
let database: TestDatabase
let client: pg.Client
const opened: PostgresKeyRing[] = []

const openRing = (settings: Partial<ConstructorParameters<typeof PostgresKeyRing>[0]> = {}): PostgresKeyRing => {
  const ring = new PostgresKeyRing({ connectionString: database.url, masterKey, ...settings })
  opened.push(ring)
  return ring
}

beforeAll(async () => {
  database = await createEventStoreDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})

afterAll(async () => {
  await Promise.all(opened.map((ring) => ring.close()))
  await client.end()
  await database.drop()
})

const rings: readonly (readonly [string, () => KeyRing])[] = [['memory', () => new MemoryKeyRing()], ['Postgres', () => openRing()]]

describe.each(rings)('the key ring in %s', (name, open) => {
  it('makes a 32-byte key at first use and keeps it', async () => {
    const ring = open()
    const key = await ring.keyFor('demo', `${name} wang`)
    expect(key).toHaveLength(32)
    expect(await ring.keyFor('demo', `${name} wang`)).toEqual(key)
    expect(await ring.findKey('demo', `${name} wang`)).toEqual(key)
  })

  it('finds nothing where no key was made', async () => {
    expect(await open().findKey('demo', `${name} nobody`)).toBeUndefined()
  })

  it('keeps persons and tenants apart, also when their names run together', async () => {
    const ring = open()
    const places = [['demo', 'a'], ['demo', 'b'], ['other', 'a'], ['demoa', ''], ['demo","a', '']] as const
    const keys = await Promise.all(places.map(([tenant, person]) => ring.keyFor(tenant, person)))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(5)
  })

  it('destroys a key for ever, also a second time', async () => {
    const ring = open()
    await ring.keyFor('demo', `${name} gone`)
    expect(await ring.destroyKey('demo', `${name} gone`)).toBe(true)
    expect(await ring.findKey('demo', `${name} gone`)).toBeUndefined()
    await expect(ring.keyFor('demo', `${name} gone`)).rejects.toThrow(KeyDestroyed)
    expect(await ring.destroyKey('demo', `${name} gone`)).toBe(true)
    expect(await ring.destroyKey('demo', `${name} never there`)).toBe(false)
  })

  it('gives one key to many first users at once', async () => {
    const ring = open()
    const keys = await Promise.all(Array.from({ length: 20 }, () => ring.keyFor('demo', `${name} first`)))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
  })
})

describe('the key ring in Postgres', () => {
  const erase = (person: string): Promise<boolean> => openRing().destroyKey('demo', person)

  it('gives one key to first users in several processes', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => openRing().keyFor('demo', 'shared')))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
  })

  it('keeps no key in clear', async () => {
    const key = await openRing().keyFor('demo', 'clear')
    const { rows } = await client.query<{ wrapped: Buffer }>("SELECT wrapped FROM person_key WHERE person = 'clear'")
    expect(rows[0]!.wrapped.includes(key)).toBe(false)
    expect(rows[0]!.wrapped).toHaveLength(12 + 32 + 16)
  })

  it('opens nothing with another master key, nor a key that was moved to another person', async () => {
    await openRing().keyFor('demo', 'guarded')
    await expect(openRing({ masterKey: randomBytes(32) }).findKey('demo', 'guarded')).rejects.toThrow('does not open')
    await client.query("INSERT INTO person_key (tenant, person, wrapped) SELECT tenant, 'thief', wrapped FROM person_key WHERE person = 'guarded'")
    await expect(openRing().findKey('demo', 'thief')).rejects.toThrow('does not open')
  })

  it('takes a master key of 32 bytes only', () => {
    expect(() => openRing({ masterKey: randomBytes(16) })).toThrow(RangeError)
  })

  it('makes no new key for a person whose key was destroyed', async () => {
    await openRing().keyFor('demo', 'erased')
    await erase('erased')
    expect(await openRing().findKey('demo', 'erased')).toBeUndefined()
    await expect(openRing().keyFor('demo', 'erased')).rejects.toThrow(KeyDestroyed)
  })

  it('forgets a destroyed key within a minute', async () => {
    let now_ms = 0
    const ring = openRing({ now_ms: () => now_ms })
    await ring.keyFor('demo', 'cached')
    await erase('cached')
    now_ms = 60_000
    expect(await ring.findKey('demo', 'cached')).toBeUndefined()
  })
})
