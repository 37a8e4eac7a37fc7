import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { streamName } from '@recourse/kernel'
import { eventually, type TestDatabase } from '@recourse/test-support'
import { PostgresEventStore } from './postgres-event-store.js'
import { createEventStoreDatabase } from './test-database.js'
import { WakeUp } from './wake-up.js'

let database: TestDatabase
let store: PostgresEventStore
let wakeUp: WakeUp

const append = (): Promise<unknown> =>
  store.append(streamName('refundCase', 'demo', randomUUID()), 0, [{ id: randomUUID(), type: 'SomethingHappened', body: '{}', hash: 'h' }])

beforeAll(async () => {
  database = await createEventStoreDatabase()
  store = new PostgresEventStore(database.url)
})

afterAll(async () => {
  await store.close()
  await database.drop()
})

beforeEach(async () => {
  wakeUp = new WakeUp({ connectionString: database.url })
  wakeUp.enter()
  await eventually('it listens', async () => wakeUp.count === 1)
})

afterEach(() => wakeUp.leave())

describe('the wake-up', () => {
  it('hints once it listens, for what was appended before that', () => {
    expect(wakeUp.count).toBe(1)
  })

  it('hints at every transaction that appends', async () => {
    for (let hints = 2; hints < 5; hints += 1) {
      await append()
      await eventually('a hint', async () => wakeUp.count === hints)
    }
  })

  it('does not let one miss a hint that came after looking and before waiting', async () => {
    const seen = wakeUp.count
    await append()
    await eventually('a hint', async () => wakeUp.count > seen)
    await wakeUp.next(seen, new AbortController().signal)
    expect(wakeUp.count).toBe(seen + 1)
  })

  it('ends the waiting at a hint and at an abort', async () => {
    const abort = new AbortController()
    const hinted = wakeUp.next(wakeUp.count, new AbortController().signal)
    const aborted = wakeUp.next(wakeUp.count, abort.signal)
    abort.abort()
    await aborted
    await append()
    await hinted
  })
})
