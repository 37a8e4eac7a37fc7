import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from '@jest/globals'
import { canonicalJson, sha256, streamName } from '@recourse/kernel'
import { eventually } from '@recourse/test-support'
import { START, StoreUnavailable, VersionConflict, type EventToAppend, type StoredEvent } from '../port.js'
import { EventStoreDbDouble } from './double/eventstoredb-double.js'
import { ServerLog, type ProposedEvent } from './double/server-log.js'
import { EventStoreDbEventStore } from './eventstoredb-event-store.js'

const event = (data: unknown = {}): EventToAppend => {
  const id = randomUUID()
  const body = canonicalJson({ id, data })
  return { id, type: 'SomethingHappened', body, hash: sha256(body) }
}

/** What another program writes to the server. */
const foreign = (text: string): ProposedEvent =>
  ({ id: randomUUID(), type: 'Foreign', contentType: 'application/json', data: Buffer.from(text), customMetadata: new Uint8Array() })

const newStream = (): string => streamName('refundCase', 'demo', randomUUID())

const opened: { close(): Promise<void> }[] = []

const start = async (double = new EventStoreDbDouble()): Promise<{ double: EventStoreDbDouble; store: EventStoreDbEventStore }> => {
  await double.start()
  const store = new EventStoreDbEventStore(double.connectionString)
  opened.push({ close: async () => {
    await store.close()
    double.stop()
  } })
  return { double, store }
}

const follow = (store: EventStoreDbEventStore, after = START) => {
  const abort = new AbortController()
  const seen: StoredEvent[] = []
  const ended = (async () => {
    for await (const page of store.subscribe(after, abort.signal)) seen.push(...page)
  })()
  return { seen, stop: async () => {
    abort.abort()
    await ended
  } }
}

/** Appends as a caller does who repeats what was answered with StoreUnavailable. */
const appendPatiently = (store: EventStoreDbEventStore, stream: string, version: number): Promise<unknown> => {
  const batch = [event()]
  return eventually('the append gets through', () => store.append(stream, version, batch).catch((error: unknown) => {
    if (error instanceof StoreUnavailable) return false
    throw error
  }))
}

afterEach(async () => {
  for (const { close } of opened.splice(0)) await close()
})

describe('when the server goes away', () => {
  it('a subscription resumes after each restart: nothing lost, nothing doubled', async () => {
    const { double, store } = await start()
    const { seen, stop } = follow(store)
    const stream = newStream()
    for (let version = 0; version < 60; version += 1) {
      if (version % 20 === 10) {
        double.stop()
        await double.start()
      }
      await appendPatiently(store, stream, version)
    }
    await eventually('the subscriber caught up', async () => seen.length >= 60)
    expect(seen.map((stored) => stored.version)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    await stop()
  })

  it('a slow subscriber loses nothing that was buffered when the connection broke', async () => {
    const { double, store } = await start()
    const stream = newStream()
    for (let version = 0; version < 1500; version += 250) await store.append(stream, version, Array.from({ length: 250 }, () => event()))
    const seen: number[] = []
    for await (const page of store.subscribe(START, AbortSignal.timeout(20_000))) {
      if (seen.length === 0) {
        double.stop()
        double.log.writeSystemEvents(3_000)
        await double.start()
      }
      seen.push(...page.map((stored) => stored.version))
      if (seen.length >= 1500) break
    }
    expect(seen).toEqual(Array.from({ length: 1500 }, (_, index) => index + 1))
  })

  it('a checkpoint that overtakes events still buffered here loses none of them', async () => {
    const { double, store } = await start()
    double.log.writeSystemEvents(900)
    const stream = newStream()
    await store.append(stream, 0, Array.from({ length: 240 }, () => event()))
    const seen: number[] = []
    for await (const page of store.subscribe(START, AbortSignal.timeout(20_000))) {
      seen.push(...page.map((stored) => stored.version))
      if (seen.length >= 240) break
      // While these answers come, the rest arrives in the buffer, with the checkpoint at the 1,000th record in its midst.
      for (let round = 0; round < 5; round += 1) await store.readStream(stream)
    }
    expect(seen).toEqual(Array.from({ length: 240 }, (_, index) => index + 1))
  })

  it('calls answer StoreUnavailable, and work again when it is back', async () => {
    const { double, store } = await start()
    const stream = newStream()
    const batch = [event()]
    double.stop()
    await expect(store.append(stream, 0, batch)).rejects.toThrow(StoreUnavailable)
    await expect(store.readStream(stream)).rejects.toThrow(StoreUnavailable)
    await expect(store.readAll(START)).rejects.toThrow(StoreUnavailable)
    await expect(store.head()).rejects.toThrow(StoreUnavailable)
    await double.start()
    await eventually('it is back', () => store.append(stream, 0, batch).catch(() => false as const))
    expect(await store.readStream(stream)).toHaveLength(1)
  })

  it('many appends in flight all end in an answer or StoreUnavailable, and repeating them is safe', async () => {
    const { double, store } = await start()
    const appends = Array.from({ length: 64 }, () => ({ stream: newStream(), batch: [event({ text: 'x'.repeat(20_000) })] }))
    const settled = Promise.allSettled(appends.map(({ stream, batch }) => store.append(stream, 0, batch)))
    await eventually('some are written', async () => double.log.records.length > 5)
    double.stop()
    for (const result of await settled) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StoreUnavailable)
    await double.start()
    for (const { stream, batch } of appends) await eventually('it is back', () => store.append(stream, 0, batch).catch(() => false as const))
    expect(new Set(double.log.records.map(({ id }) => id)).size).toBe(64)
    expect(double.log.records).toHaveLength(64)
  })

  it('a closed store answers StoreUnavailable', async () => {
    const { store } = await start()
    await store.close()
    await expect(store.head()).rejects.toThrow(StoreUnavailable)
  })
})

describe('what else stands in $all', () => {
  it('is passed over by pages, also by many pages of it in a row', async () => {
    const { double, store } = await start()
    const first = await store.append(newStream(), 0, [event()])
    double.log.writeSystemEvents(200)
    await store.append(newStream(), 0, [event()])
    double.log.writeSystemEvents(200)
    expect(await store.readAll(START, 2)).toHaveLength(2)
    expect(await store.readAll(first.position, 1)).toHaveLength(1)
    expect(await store.readAll(START)).toHaveLength(2)
    expect(await store.readAll((await store.readAll(START))[1]!.position)).toEqual([])
  })

  it('is not the head', async () => {
    const { double, store } = await start()
    double.log.writeSystemEvents(50)
    expect(await store.head()).toBe(START)
    const { position } = await store.append(newStream(), 0, [event()])
    double.log.writeSystemEvents(50)
    expect(await store.head()).toBe(position)
  })

  it('does not come to subscribers, which remember how far they looked', async () => {
    const { double, store } = await start()
    const { seen, stop } = follow(store)
    double.log.writeSystemEvents(2_500)
    await store.append(newStream(), 0, [event()])
    double.log.append('otherProduct', 'any', [foreign('{}')])
    await store.append(newStream(), 0, [event()])
    await eventually('both came', async () => seen.length >= 2)
    expect(seen).toHaveLength(2)
    await stop()
  })
})

describe('answers of other servers', () => {
  it('a wrong version that comes as an error is a VersionConflict too, unless it is a repetition', async () => {
    const { store } = await start(new EventStoreDbDouble(new ServerLog(), 'error'))
    const stream = newStream()
    const batch = [event(), event()]
    const first = await store.append(stream, 0, batch)
    await expect(store.append(stream, 0, [event()])).rejects.toMatchObject({ name: 'VersionConflict', actualVersion: 2 })
    await expect(store.append(newStream(), 3, [event()])).rejects.toBeInstanceOf(VersionConflict)
    expect(await store.append(stream, 0, batch)).toEqual(first)
  })

  it('an event of ours that somebody else wrote is handed on as it is', async () => {
    const { double, store } = await start()
    const stream = newStream()
    double.log.append(stream, 'any', [foreign('not json')])
    expect(await store.readStream(stream)).toMatchObject([{ body: 'not json', hash: '', version: 1 }])
  })

  it('a body that is not canonical is refused rather than changed', async () => {
    const { store } = await start()
    await expect(store.append(newStream(), 0, [{ ...event(), body: '{"b":1, "a":2}' }])).rejects.toThrow(TypeError)
  })
})
