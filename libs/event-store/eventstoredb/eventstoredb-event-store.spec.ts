import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from '@jest/globals'
import { canonicalJson, sha256, streamName } from '@recourse/kernel'
import { eventually } from '@recourse/test-support'
import { START, StoreUnavailable, VersionConflict, type EventToAppend, type StoredEvent } from '../port.js'
import { verifyAll } from '../verify.js'
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

  it('no checkpoint moves it, not even one past all positions: what comes after it is delivered, also over a restart', async () => {
    const { double, store } = await start()
    double.log.writeSystemEvents(2_500)
    const { seen, stop } = follow(store)
    const stream = newStream()
    await store.append(stream, 0, [event()])
    await eventually('the first came', async () => seen.length >= 1)
    double.log.writeSystemEvents(2_500)
    double.stop()
    await double.start()
    await appendPatiently(store, stream, 1)
    await eventually('the second came', async () => seen.length >= 2)
    expect(seen.map((stored) => stored.version)).toEqual([1, 2])
    await stop()
  })

  it('a subscription that the server drops, with the connection alive, goes on after its last event', async () => {
    const { double, store } = await start()
    const { seen, stop } = follow(store)
    const stream = newStream()
    for (let version = 0; version < 20; version += 1) {
      await store.append(stream, version, [event()])
      if (version % 5 === 2) {
        await eventually('it came', async () => seen.length > version)
        double.dropSubscriptions()
      }
    }
    await eventually('the subscriber caught up', async () => seen.length >= 20)
    expect(seen.map((stored) => stored.version)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    await stop()
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
  it('is passed over by pages', async () => {
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

  it('is looked through once from either end, by however many who read from the start or ask for the head', async () => {
    const { double, store } = await start()
    double.log.writeSystemEvents(5_000)
    await eventually('it can be read', async () => double.log.readable === 5_000)
    const heads = async () => Promise.all(Array.from({ length: 20 }, () => store.head()))
    const starts = async () => Promise.all(Array.from({ length: 20 }, () => store.readAll(START)))
    await Promise.all([heads(), starts()])
    const { position } = await store.append(newStream(), 0, [event()])
    expect((await starts()).map((events) => events.length)).toEqual(Array.from({ length: 20 }, () => 1))
    expect(double.log.considered).toBeLessThan(11_000)
    double.log.writeSystemEvents(5_000)
    await eventually('it can be read', async () => double.log.readable > 10_000)
    await store.head()
    expect(new Set(await heads())).toEqual(new Set([position]))
    expect(await store.readAll(position)).toEqual([])
    expect(double.log.considered).toBeLessThan(17_000)
  })

  it('that came before and after what another process wrote hides nothing of that', async () => {
    const { double, store } = await start()
    const other = new EventStoreDbEventStore(double.connectionString)
    opened.push({ close: () => other.close() })
    for (let round = 0; round < 5; round += 1) {
      expect(await store.readAll(START)).toHaveLength(round * 2)
      const before = await store.head()
      double.log.writeSystemEvents(10)
      await other.append(newStream(), 0, [event()])
      double.log.writeSystemEvents(10)
      const { position } = await other.append(newStream(), 0, [event()])
      expect(await store.readAll(before)).toHaveLength(2)
      expect(await store.head()).toBe(position)
    }
  })

  it('and more than a page of ours since the last look does not hide the head', async () => {
    const { store, double } = await start()
    const other = new EventStoreDbEventStore(double.connectionString)
    opened.push({ close: () => other.close() })
    await store.append(newStream(), 0, [event()])
    await store.head()
    const stream = newStream()
    for (let version = 0; version < 2_250; version += 250) await other.append(stream, version, Array.from({ length: 250 }, () => event()))
    expect(await store.head()).toBe((await other.readStream(stream, 2_250))[0]!.position)
  })

  it('does not come to subscribers', async () => {
    const { double, store } = await start()
    const { seen, stop } = follow(store)
    double.log.writeSystemEvents(2_500)
    await store.append(newStream(), 0, [event()])
    await double.log.append('otherProduct', 'any', [foreign('{}')])
    await store.append(newStream(), 0, [event()])
    await eventually('both came', async () => seen.length >= 2)
    expect(seen).toHaveLength(2)
    await stop()
  })
})

describe('installations that share a server', () => {
  it('keep their streams apart by a prefix', async () => {
    const { double, store } = await start()
    const other = new EventStoreDbEventStore(double.connectionString, 'staging')
    opened.push({ close: () => other.close() })
    const stream = newStream()
    await store.append(stream, 0, [event()])
    expect(await other.head()).toBe(START)
    const { position } = await other.append(stream, 0, [event(), event()])
    expect((await other.readAll(START)).map((stored) => [stored.stream, stored.version])).toEqual([[stream, 1], [stream, 2]])
    expect(await other.head()).toBe(position)
    expect(await store.readAll(START)).toHaveLength(1)
    expect(double.log.stream(`staging:${stream}`)).toHaveLength(2)
  })

  it('have prefixes that mean nothing in an expression', () => {
    expect(() => new EventStoreDbEventStore('esdb://127.0.0.1:1?tls=false', 'a.*')).toThrow(RangeError)
  })
})

describe('what the server answers', () => {
  it('a repetition that it leaves without an answer, the first being on its way to the index, is asked again', async () => {
    const { double, store } = await start(new EventStoreDbDouble(new ServerLog(0, 50)))
    const stream = newStream()
    const batch = [event()]
    const [first, second] = await Promise.all([store.append(stream, 0, batch), store.append(stream, 0, batch)])
    expect(second).toEqual(first)
    expect(double.log.stream(stream)).toHaveLength(1)
  })

  it('a conflict is told once the events that it is about can be read', async () => {
    const { double, store } = await start(new EventStoreDbDouble(new ServerLog(0, 100)))
    const stream = newStream()
    const winning = double.log.append(stream, 'no_stream', [foreign('{}'), foreign('{}')])
    await expect(store.append(stream, 0, [event()])).rejects.toThrow(VersionConflict)
    expect(await store.readStream(stream)).toHaveLength(2)
    await winning
  })

  it('a follower sends us to its leader, for appends, reads and subscriptions', async () => {
    const leader = await new EventStoreDbDouble().start()
    opened.push({ close: async () => leader.stop() })
    const connect = async () => (await start(new EventStoreDbDouble(undefined, { leader }))).store
    const stream = newStream()
    await (await connect()).append(stream, 0, [event()])
    expect(await (await connect()).readStream(stream)).toHaveLength(1)
    expect(await (await connect()).readAll(START)).toHaveLength(1)
    const { seen, stop } = follow(await connect())
    await eventually('it came', async () => seen.length >= 1)
    await stop()
    expect(leader.log.stream(stream)).toHaveLength(1)
  })

  it('a user without rights gets that answer, and no waiting: not a StoreUnavailable', async () => {
    const { store } = await start(new EventStoreDbDouble(undefined, { denies: true }))
    for (const call of [store.head(), store.readStream(newStream()), store.append(newStream(), 0, [event()])]) {
      await expect(call).rejects.toMatchObject({ type: 'access-denied' })
    }
    await expect(store.subscribe(START, AbortSignal.timeout(20_000))[Symbol.asyncIterator]().next()).rejects.toMatchObject({ type: 'access-denied' })
  })

  it('an append over the server\'s largest is refused for good, and nothing of it is written', async () => {
    const { store } = await start()
    const stream = newStream()
    const batch = Array.from({ length: 6 }, () => event({ text: 'x'.repeat(200_000) }))
    await expect(store.append(stream, 0, batch)).rejects.toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1024 * 1024 })
    expect(await store.append(stream, 0, batch.slice(0, 5))).toMatchObject({ version: 5 })
  })

  it('a position at which nothing stands is a RangeError', async () => {
    const { store } = await start()
    await store.append(newStream(), 0, [event()])
    await store.append(newStream(), 0, [event()])
    await expect(store.readAll('00000000000000000005/00000000000000000005')).rejects.toThrow(RangeError)
  })

  it('a stream that an operator deleted takes nothing more, and the verification names it', async () => {
    const { double, store } = await start()
    const stream = newStream()
    await double.log.tombstone(stream)
    await expect(store.append(stream, 0, [event()])).rejects.toMatchObject({ type: 'stream-deleted' })
    await expect(store.readStream(stream)).rejects.toMatchObject({ type: 'stream-deleted' })
    expect(await verifyAll(store)).toMatchObject({ ok: false, firstBad: { stream } })
  })

  it('an event of ours that somebody else wrote is handed on as it is', async () => {
    const { double, store } = await start()
    const stream = newStream()
    await double.log.append(stream, 'any', [foreign('not json')])
    expect(await store.readStream(stream)).toMatchObject([{ body: 'not json', hash: '', version: 1 }])
  })

  it('a body that is not canonical is refused rather than changed', async () => {
    const { store } = await start()
    await expect(store.append(newStream(), 0, [{ ...event(), body: '{"b":1, "a":2}' }])).rejects.toThrow(TypeError)
  })
})
