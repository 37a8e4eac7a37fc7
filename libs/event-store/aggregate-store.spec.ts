import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  commonRefusals, defineEvent, defineRefusals, indexEvents, isRefusal, streamName,
  type Command, type Decider, type EventOf, type PersonalData, type Refusal,
} from '@recourse/kernel'
import { z } from 'zod'
import { AggregateStore, EVENTS_LEFT_TO_SERVICES, EVENTS_PER_STREAM_LIMIT, type Executed } from './aggregate-store.js'
import { EventCodec } from './codec.js'
import { MemoryEventStore } from './memory/memory-event-store.js'
import { StoreUnavailable, type AppendResult, type EventToAppend } from './port.js'
import { KeyDestroyed } from './sealing/key-ring.js'
import { MemoryKeyRing } from './sealing/memory-key-ring.js'
import { verifyAll } from './verify.js'

/** A piggy bank: coins go in one by one, and it never holds more than its size. */
const CoinInserted = defineEvent({ type: 'CoinInserted', schema: z.strictObject({ amount_minor: z.int() }), personal: z.strictObject({ name: z.string() }) })
const refuse = defineRefusals({ ...commonRefusals, Full: { kind: 'conflict', en: 'Full', zh: '已满' } })

type InsertCoins = Command<'InsertCoins', { readonly amounts: readonly number[]; readonly personal?: PersonalData }>

const piggyBank: Decider<number, InsertCoins> = {
  category: 'piggyBank',
  initial: 0,
  permissions: { InsertCoins: ['customer', 'agent', 'service'] },
  decide: (command, total) =>
    total + command.amounts.reduce((sum, amount) => sum + amount, 0) > 1_000_000
      ? refuse('Full', { total })
      : command.amounts.map((amount_minor) => CoinInserted({ amount_minor }, command.personal)),
  evolve: (total, event: EventOf<typeof CoinInserted>) => total + event.data.amount_minor,
}

const stream = streamName('piggyBank', 'demo', '1')

const insert = (id: string, amounts: readonly number[], change: Partial<InsertCoins> = {}): InsertCoins => ({
  type: 'InsertCoins', id, amounts, tenant: 'demo', actor: { id: 'c-1', roles: ['customer'] }, now: '2026-11-21T08:00:00.000Z', correlationId: `k-${id}`,
  ...change,
})

const executed = (result: Executed | Refusal): Executed => {
  if (isRefusal(result)) throw new Error(`refused: ${result.code}`)
  return result
}

const codeOf = (result: Executed | Refusal): string => (isRefusal(result) ? result.code : 'executed')

/** A memory store in which things happen around an append; appends made by those things are not interrupted themselves. */
class InterruptedStore extends MemoryEventStore {
  beforeAppend: () => Promise<unknown> = async () => undefined
  afterAppend: () => Promise<unknown> = async () => undefined
  private interrupted = false

  override async append(name: string, expectedVersion: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    if (this.interrupted) return super.append(name, expectedVersion, events)
    await this.interrupt(this.beforeAppend)
    const result = await super.append(name, expectedVersion, events)
    await this.interrupt(this.afterAppend)
    return result
  }

  private async interrupt(happening: () => Promise<unknown>): Promise<void> {
    this.interrupted = true
    await happening().finally(() => { this.interrupted = false })
  }
}

const NOW = '2026-11-21T09:00:00.000Z'

const aggregatesOn = (on: MemoryEventStore): AggregateStore =>
  new AggregateStore(on, new EventCodec(indexEvents([CoinInserted]), new MemoryKeyRing()), { now: () => NOW })

let store: InterruptedStore
let aggregates: AggregateStore

const run = (command: InsertCoins, name = stream): Promise<Executed | Refusal> => aggregates.execute(piggyBank, name, command)

const total = async (): Promise<number> => (await aggregates.load(piggyBank, stream)).state

beforeEach(() => {
  store = new InterruptedStore()
  aggregates = aggregatesOn(store)
})

describe('a command', () => {
  it('is folded, decided and appended', async () => {
    const result = executed(await run(insert('1', [5, 7])))
    expect(result).toMatchObject({ stream, version: 2, repeated: false, position: await store.head() })
    expect(result.events.map((event) => event.data)).toEqual([{ amount_minor: 5 }, { amount_minor: 7 }])
    expect(await aggregates.load(piggyBank, stream)).toMatchObject({ state: 12, version: 2 })
  })

  it('leaves who, when and why in every event', async () => {
    const [event] = executed(await run(insert('1', [5], { actor: { id: 'a-1', roles: ['reviewer', 'agent'] }, causationId: 'e-0', traceparent: 't' }))).events
    expect(event!.metadata).toEqual({
      tenant: 'demo', actor: { id: 'a-1', role: 'agent' }, commandId: '1', commandType: 'InsertCoins', requestHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      correlationId: 'k-1', causationId: 'e-0', traceparent: 't', recordedAt: NOW,
    })
  })

  it('chains its events to those before', async () => {
    await run(insert('1', [1, 2]))
    await run(insert('2', [3]))
    expect(await verifyAll(store)).toEqual({ streams: 1, events: 3, ok: true })
  })

  it('answers with the events as they will be read', async () => {
    await run(insert('1', [1]))
    const { events } = executed(await run(insert('2', [2])))
    expect(events).toEqual((await aggregates.history(stream)).slice(1))
  })

  it('that decides nothing writes nothing', async () => {
    const before = executed(await run(insert('1', [1])))
    expect(await run(insert('2', []))).toEqual({ stream, version: 1, position: before.position, events: [], repeated: true })
  })

  it('that is refused writes nothing', async () => {
    expect(await run(insert('1', [2_000_000]))).toMatchObject({ code: 'Full', details: { total: 0 } })
    expect(await aggregates.history(stream)).toEqual([])
  })

  it('is refused without the role for it', async () => {
    expect(codeOf(await run(insert('1', [1], { actor: { id: 'x', roles: ['auditor'] } })))).toBe('RoleNotPermitted')
    expect(await aggregates.history(stream)).toEqual([])
  })

  it('with personal data of somebody who was erased is refused, and writes nothing', async () => {
    const keys = new (class extends MemoryKeyRing {
      override async keyFor(): Promise<Buffer> {
        throw new KeyDestroyed('the key of p-1 was destroyed')
      }
    })()
    const erased = new AggregateStore(store, new EventCodec(indexEvents([CoinInserted]), keys), { now: () => NOW })
    expect(codeOf(await erased.execute(piggyBank, stream, insert('1', [5], { personal: { person: 'p-1', fields: { name: 'Wang' } } })))).toBe('PersonErased')
    expect(await total()).toBe(0)
  })

  it('does not reach the stream of another tenant', async () => {
    await run(insert('1', [1]))
    expect(await run(insert('2', [1], { tenant: 'other' }))).toMatchObject({ code: 'OtherTenant', kind: 'not-found' })
    expect(await total()).toBe(1)
  })
})

describe('a repeated command', () => {
  it('answers as the first time and writes nothing', async () => {
    const first = executed(await run(insert('1', [5, 7])))
    await run(insert('2', [1]))
    const again = await run(insert('1', [5, 7], { now: '2026-11-22T08:00:00.000Z', correlationId: 'other', traceparent: 't' }))
    expect(again).toEqual({ ...first, events: expect.any(Array), repeated: true })
    expect(await total()).toBe(13)
  })

  it('is known by its id alone, also when it comes with an old If-Match', async () => {
    const first = executed(await run(insert('1', [5], { expectedVersion: 0 })))
    expect(executed(await run(insert('1', [5], { expectedVersion: 0 })))).toMatchObject({ version: first.version, repeated: true })
  })

  it('is carried out once when it comes many times at once', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => run(insert('1', [5, 6]))))
    expect(new Set(results.map((result) => executed(result).position)).size).toBe(1)
    expect(await total()).toBe(11)
  })

  it('succeeds after an answer that was lost on the way', async () => {
    store.afterAppend = async () => {
      store.afterAppend = async () => undefined
      throw new StoreUnavailable('the answer was lost')
    }
    await expect(run(insert('1', [5]))).rejects.toThrow(StoreUnavailable)
    expect(executed(await run(insert('1', [5])))).toMatchObject({ version: 1, repeated: true })
    expect(await total()).toBe(5)
  })

  it('is refused when it asks for something else', async () => {
    await run(insert('1', [5]))
    expect(await run(insert('1', [6]))).toMatchObject({ code: 'IdempotencyKeyReused', kind: 'reused-key' })
    expect(codeOf(await run(insert('1', [5], { actor: { id: 'somebody else', roles: ['customer'] } })))).toBe('IdempotencyKeyReused')
    expect(await total()).toBe(5)
  })

  it('is refused when it asks for something else at the very same moment', async () => {
    store.beforeAppend = () => run(insert('1', [5]))
    expect(codeOf(await run(insert('1', [6])))).toBe('IdempotencyKeyReused')
    expect(await total()).toBe(5)
  })

  it('is refused when it differs only in personal data, of which the hash gives nothing away', async () => {
    const wang = { person: 'p-1', fields: { name: 'Wang' } }
    const first = executed(await run(insert('1', [5], { personal: wang })))
    expect(executed(await run(insert('1', [5], { personal: wang }))).repeated).toBe(true)
    expect(codeOf(await run(insert('1', [5], { personal: { person: 'p-1', fields: { name: 'Li' } } })))).toBe('IdempotencyKeyReused')
    expect(codeOf(await run(insert('1', [5])))).toBe('IdempotencyKeyReused')
    const elsewhere = aggregatesOn(new MemoryEventStore())
    const other = executed(await elsewhere.execute(piggyBank, stream, insert('1', [5], { personal: wang })))
    expect(other.events[0]!.metadata.requestHash).not.toBe(first.events[0]!.metadata.requestHash)
  })

  it('may have the same id as one on another stream', async () => {
    const second = streamName('piggyBank', 'demo', '2')
    await run(insert('1', [5]))
    expect(executed(await run(insert('1', [9]), second))).toMatchObject({ stream: second, version: 1, repeated: false })
  })
})

describe('races', () => {
  it('are folded and decided again: nothing is lost', async () => {
    for (let round = 0; round < 20; round += 1) await Promise.all([run(insert(`a${round}`, [1])), run(insert(`b${round}`, [1]))])
    expect(await total()).toBe(40)
    expect(await verifyAll(store)).toMatchObject({ ok: true, events: 40 })
  })

  it('never get round a rule', async () => {
    const results = await Promise.all([run(insert('a', [600_000])), run(insert('b', [600_000]))])
    expect(results.map(codeOf).toSorted()).toEqual(['Full', 'executed'])
    expect(await total()).toBe(600_000)
  })

  it('end in TooMuchContention when somebody else is always quicker, after three more attempts', async () => {
    let attempts = 0
    store.beforeAppend = async () => {
      attempts += 1
      await run(insert(`rival ${attempts}`, [1]))
    }
    expect(codeOf(await run(insert('slow', [1])))).toBe('TooMuchContention')
    expect(attempts).toBe(4)
    expect(await total()).toBe(4)
  })

  it('win in the end when the rival stops', async () => {
    let attempts = 0
    store.beforeAppend = async () => {
      attempts += 1
      if (attempts <= 3) await run(insert(`rival ${attempts}`, [1]))
    }
    expect(executed(await run(insert('slow', [1])))).toMatchObject({ version: 4, repeated: false })
  })

  it('with If-Match are refused, never retried', async () => {
    await run(insert('1', [1]))
    expect(await run(insert('2', [1], { expectedVersion: 0 }))).toMatchObject({ code: 'StaleVersion', kind: 'stale', details: { expected: 0, actual: 1 } })
    store.beforeAppend = () => run(insert('rival', [1]))
    expect(codeOf(await run(insert('3', [1], { expectedVersion: 1 })))).toBe('StaleVersion')
    expect(await total()).toBe(2)
  })
})

describe('what the caller has just read', () => {
  it('spares a read', async () => {
    const read = await aggregates.load(piggyBank, stream)
    store.readStream = async () => { throw new Error('it was read again') }
    expect(executed(await aggregates.execute(piggyBank, stream, insert('1', [5]), read))).toMatchObject({ version: 1, repeated: false })
  })

  it('is read again when it is out of date', async () => {
    const read = await aggregates.load(piggyBank, stream)
    await run(insert('rival', [1]))
    expect(executed(await aggregates.execute(piggyBank, stream, insert('1', [5]), read))).toMatchObject({ version: 2, repeated: false })
    expect(executed(await aggregates.execute(piggyBank, stream, insert('1', [5]), read))).toMatchObject({ version: 2, repeated: true })
    expect(await verifyAll(store)).toMatchObject({ ok: true })
  })

  it('never refuses by itself', async () => {
    const read = await aggregates.load(piggyBank, stream)
    await run(insert('1', [1]))
    expect(executed(await aggregates.execute(piggyBank, stream, insert('2', [1], { expectedVersion: 1 }), read)).version).toBe(2)
    expect(await aggregates.execute(piggyBank, stream, insert('3', []), read)).toMatchObject({ version: 2, repeated: true })
  })
})

describe('limits', () => {
  it(`a stream holds ${EVENTS_PER_STREAM_LIMIT} events and no more`, async () => {
    const coins = (count: number): number[] => Array.from({ length: count }, () => 1)
    expect(executed(await run(insert('1', coins(EVENTS_PER_STREAM_LIMIT - 1)))).version).toBe(EVENTS_PER_STREAM_LIMIT - 1)
    expect(codeOf(await run(insert('2', coins(2))))).toBe('TooManyEvents')
    expect(executed(await run(insert('3', coins(1)))).version).toBe(EVENTS_PER_STREAM_LIMIT)
    expect(codeOf(await run(insert('4', coins(1))))).toBe('TooManyEvents')
    expect(executed(await run(insert('3', coins(1)))).repeated).toBe(true)
  })

  it('what services must still record has room left in a stream that people have filled', async () => {
    const coins = (count: number): number[] => Array.from({ length: count }, () => 1)
    const service = { actor: { id: 'policy', roles: ['service' as const] } }
    await run(insert('1', coins(EVENTS_PER_STREAM_LIMIT)))
    expect(executed(await run(insert('2', coins(EVENTS_LEFT_TO_SERVICES), service))).version).toBe(EVENTS_PER_STREAM_LIMIT + EVENTS_LEFT_TO_SERVICES)
    expect(codeOf(await run(insert('3', coins(1), service)))).toBe('TooManyEvents')
  })

  it('what is vital has no limit', async () => {
    const careful = { ...piggyBank, isVital: ({ amounts }: InsertCoins) => amounts[0] === 7 }
    await run(insert('1', Array.from({ length: EVENTS_PER_STREAM_LIMIT }, () => 1)))
    expect(codeOf(await aggregates.execute(careful, stream, insert('2', [1])))).toBe('TooManyEvents')
    expect(executed(await aggregates.execute(careful, stream, insert('3', [7]))).version).toBe(EVENTS_PER_STREAM_LIMIT + 1)
  })
})
