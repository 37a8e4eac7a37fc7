import { beforeEach, describe, expect, it } from '@jest/globals'
import { canonicalJson, defineEvent, indexEvents, sha256, streamName, type EventMetadata } from '@recourse/kernel'
import { z } from 'zod'
import { EventCodec, GENESIS_HASH, InvalidEvent, UnknownEvent, type EventBody, type Placement } from './codec.js'
import type { EventToAppend, StoredEvent } from './port.js'
import type { KeyRing } from './sealing/key-ring.js'
import { MemoryKeyRing } from './sealing/memory-key-ring.js'

const Requested = defineEvent({
  type: 'Requested',
  schema: z.strictObject({ amount_minor: z.int().positive(), reason: z.string() }),
  personal: z.strictObject({ name: z.string(), phone: z.string() }),
})

/** Version 1 had `amount`, version 2 `amount_minor`, version 3 added the currency. */
const Approved = defineEvent({
  type: 'Approved', schemaVersion: 3, schema: z.strictObject({ amount_minor: z.int(), currency: z.string() }),
  upcasters: {
    1: ({ amount }: { amount: number }) => ({ amount_minor: amount * 100 }),
    2: (data: object) => ({ ...data, currency: 'CNY' }),
  },
})

const stream = streamName('refundCase', 'demo', '1')

const metadata: EventMetadata = {
  tenant: 'demo', actor: { id: 'a-1', role: 'agent' }, commandId: 'c-1', commandType: 'Request', requestHash: 'r', correlationId: 'k',
  recordedAt: '2026-11-21T08:00:00.000Z',
}

const place = (version = 1, prevHash = GENESIS_HASH): Placement =>
  ({ id: `00000000-0000-4000-8000-00000000000${version}`, stream, version, prevHash, metadata })

const personal = { person: 'p-1', fields: { name: '王小明', phone: '+86 138 0000 0000' } }

const stored = (event: EventToAppend, version = 1): StoredEvent => ({ ...event, stream, version, position: '1' })

const bodyOf = (event: EventToAppend): EventBody => JSON.parse(event.body) as EventBody

const withBody = (change: object): StoredEvent => {
  const body = canonicalJson({ ...place(), type: 'Approved', schemaVersion: 3, data: { amount_minor: 1, currency: 'CNY' }, ...change })
  return stored({ id: place().id, type: 'Approved', body, hash: sha256(body) })
}

let keys: MemoryKeyRing
let codec: EventCodec

beforeEach(() => {
  keys = new MemoryKeyRing()
  codec = new EventCodec(indexEvents([Requested, Approved]), keys)
})

describe('encode and decode', () => {
  it('give back what went in, at its place', async () => {
    const event = await codec.encode(Requested({ amount_minor: 500, reason: '未送达' }), place())
    expect(codec.decode(stored(event))).toEqual({
      id: place().id, stream, version: 1, position: '1', type: 'Requested', data: { amount_minor: 500, reason: '未送达' },
      metadata, prevHash: GENESIS_HASH, hash: event.hash,
    })
  })

  it('store canonical JSON and its SHA-256', async () => {
    const event = await codec.encode(Requested({ reason: 'r', amount_minor: 1 }), place())
    expect(event.body).toBe(canonicalJson(JSON.parse(event.body)))
    expect(event.hash).toBe(sha256(event.body))
    expect(Object.keys(bodyOf(event))).toEqual(['data', 'id', 'metadata', 'prevHash', 'schemaVersion', 'stream', 'type', 'version'])
  })

  it('give the same text whatever the order of the fields', async () => {
    const one = await codec.encode(Requested({ reason: 'r', amount_minor: 1 }), place())
    expect(await codec.encode(Requested({ amount_minor: 1, reason: 'r' }), place())).toEqual(one)
  })

  it('chain each event to the one before it', async () => {
    const first = await codec.encode(Requested({ amount_minor: 1, reason: 'r' }), place())
    const second = await codec.encode(Approved({ amount_minor: 1, currency: 'CNY' }), place(2, first.hash))
    expect([bodyOf(first).prevHash, bodyOf(second).prevHash]).toEqual([GENESIS_HASH, first.hash])
  })

  it('refuse data that the schema does not allow', async () => {
    await expect(codec.encode(Requested({ amount_minor: -1, reason: 'r' }), place())).rejects.toThrow(InvalidEvent)
    await expect(codec.encode({ type: 'Requested', data: { amount_minor: 1, reason: 'r', more: 1 } }, place())).rejects.toThrow(InvalidEvent)
  })

  it('refuse an event that nobody declared', async () => {
    await expect(codec.encode({ type: 'Undeclared', data: {} }, place())).rejects.toThrow(UnknownEvent)
    expect([codec.knows('Requested'), codec.knows('Undeclared')]).toEqual([true, false])
  })
})

describe('old and new shapes', () => {
  it.each([
    [1, { amount: 5 }],
    [2, { amount_minor: 500 }],
    [3, { amount_minor: 500, currency: 'CNY' }],
  ])('schema version %i is read in the newest shape', (schemaVersion, data) => {
    expect(codec.decode(withBody({ schemaVersion, data })).data).toEqual({ amount_minor: 500, currency: 'CNY' })
  })

  it('reading an old event leaves its hash and its bytes as they are', () => {
    const old = withBody({ schemaVersion: 1, data: { amount: 5 } })
    expect(codec.decode(old).hash).toBe(sha256(old.body))
  })

  it('a newer schema version than is known here stops the reader', () => {
    expect(() => codec.decode(withBody({ schemaVersion: 4 }))).toThrow(UnknownEvent)
    expect(() => codec.decode(withBody({ schemaVersion: 4 }))).toThrow('schema version 4')
  })

  it('an unknown type stops the reader', () => {
    expect(() => codec.decode(withBody({ type: 'FromTheFuture' }))).toThrow(UnknownEvent)
  })

  it('an event needs an upcaster for each version before its own', () => {
    expect(() => defineEvent({ type: 'Broken', schemaVersion: 2, schema: z.unknown() })).toThrow('no upcaster')
  })
})

describe('personal data', () => {
  const encodeRequested = (): Promise<EventToAppend> => codec.encode(Requested({ amount_minor: 1, reason: 'r' }, personal), place())

  it('is never in the body in clear', async () => {
    const event = await encodeRequested()
    for (const secret of ['王小明', '138 0000', 'phone', 'name']) expect(event.body).not.toContain(secret)
    expect(Buffer.from(bodyOf(event).sealed!.ciphertext, 'base64').includes('138 0000')).toBe(false)
  })

  it('opens with the person\'s key', async () => {
    expect(await codec.open(codec.decode(stored(await encodeRequested())))).toEqual(personal.fields)
  })

  it('is absent where an event has none', async () => {
    const event = await codec.encode(Requested({ amount_minor: 1, reason: 'r' }), place())
    expect(await codec.open(codec.decode(stored(event)))).toBeUndefined()
  })

  it('is sealed anew each time, so that equal data does not look equal', async () => {
    const [one, other] = [bodyOf(await encodeRequested()), bodyOf(await encodeRequested())]
    expect(one.sealed!.ciphertext).not.toBe(other.sealed!.ciphertext)
  })

  it('does not open in another event, stream or tenant, nor with another key', async () => {
    const event = codec.decode(stored(await encodeRequested()))
    await expect(codec.open({ ...event, id: place(2).id })).rejects.toThrow()
    await expect(codec.open({ ...event, stream: streamName('refundCase', 'demo', '2') })).rejects.toThrow()
    await keys.keyFor('other', 'p-1')
    await expect(codec.open({ ...event, metadata: { ...metadata, tenant: 'other' } })).rejects.toThrow()
    await keys.keyFor('demo', 'p-2')
    await expect(codec.open({ ...event, sealed: { ...event.sealed!, person: 'p-2' } })).rejects.toThrow()
  })

  it('does not open when a bit of it was changed', async () => {
    const event = codec.decode(stored(await encodeRequested()))
    const bytes = Buffer.from(event.sealed!.ciphertext, 'base64')
    bytes[0]! ^= 1
    await expect(codec.open({ ...event, sealed: { ...event.sealed!, ciphertext: bytes.toString('base64') } })).rejects.toThrow()
  })

  it('is gone when the key is gone, and the rest of the event is not', async () => {
    const event = codec.decode(stored(await encodeRequested()))
    const erased: KeyRing = { keyFor: (tenant, person) => keys.keyFor(tenant, person), findKey: async () => undefined, destroyKey: async () => true }
    const after = new EventCodec(indexEvents([Requested, Approved]), erased)
    expect(await after.open(event)).toBeUndefined()
    expect(event.data).toEqual({ amount_minor: 1, reason: 'r' })
  })

  it('is refused where the event does not declare it, or declares it otherwise', async () => {
    await expect(codec.encode(Approved({ amount_minor: 1, currency: 'CNY' }, personal), place())).rejects.toThrow('is not declared')
    await expect(codec.encode(Requested({ amount_minor: 1, reason: 'r' }, { person: 'p-1', fields: { name: 1 } }), place())).rejects.toThrow(InvalidEvent)
  })

  it('has a fingerprint that tells equal from different only under the same key', async () => {
    const fingerprint = await codec.fingerprint('demo', personal)
    expect(await codec.fingerprint('demo', { person: 'p-1', fields: { phone: personal.fields.phone, name: personal.fields.name } })).toBe(fingerprint)
    expect(await codec.fingerprint('demo', { ...personal, fields: { ...personal.fields, phone: '1' } })).not.toBe(fingerprint)
    expect(await codec.fingerprint('demo', { ...personal, person: 'p-2' })).not.toBe(fingerprint)
    expect(await codec.fingerprint('other', personal)).not.toBe(fingerprint)
  })
})
