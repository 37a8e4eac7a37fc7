import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { sha256, streamName } from '@recourse/kernel'
import type { TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import { chainOf } from '../chain.fixture.js'
import { START } from '../port.js'
import { verifyAll } from '../verify.js'
import { PostgresEventStore } from './postgres-event-store.js'
import { createEventStoreDatabase } from './test-database.js'

const [one, other] = [streamName('refundCase', 'demo', '1'), streamName('refundCase', 'demo', '2')]

let database: TestDatabase
let store: PostgresEventStore

/** What somebody with all rights on the database can do: switch the triggers off, edit, switch them on again. */
const asSuperuser = async (sql: string, values: unknown[] = []): Promise<void> => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('ALTER TABLE event DISABLE TRIGGER ALL')
  await client.query(sql, values)
  await client.query('ALTER TABLE event ENABLE ALWAYS TRIGGER event_append_only')
  await client.end()
}

beforeEach(async () => {
  database = await createEventStoreDatabase()
  store = new PostgresEventStore(database.url)
  for (let version = 0; version < 4; version += 1) {
    for (const stream of [one, other]) await store.append(stream, version, [chainOf(stream, 4)[version]!])
  }
})

afterEach(async () => {
  await store.close()
  await database.drop()
})

describe('what a superuser does to the table is found', () => {
  it('nothing is wrong before', async () => {
    expect(await verifyAll(store)).toEqual({ streams: 2, events: 8, ok: true })
  })

  it('an edited body', async () => {
    await asSuperuser(`UPDATE event SET body = replace(body, 'agent-1', 'agent-2') WHERE stream = $1 AND version = 2`, [one])
    expect(await verifyAll(store)).toEqual({
      streams: 2, events: 3, ok: false, firstBad: { stream: one, version: 2, position: '00000000000000000003', reason: 'its hash does not fit its body' },
    })
  })

  it('an edited body whose hash was computed again: by its successor', async () => {
    const [, second] = await store.readStream(one)
    const body = second!.body.replace('agent-1', 'agent-2')
    await asSuperuser('UPDATE event SET body = $1, hash = $2 WHERE id = $3', [body, sha256(body), second!.id])
    const firstBad = { stream: one, version: 3, reason: 'its prevHash is not the hash of the event before it' }
    expect(await verifyAll(store)).toMatchObject({ ok: false, firstBad })
  })

  it('an event removed from the middle of a stream', async () => {
    await asSuperuser('DELETE FROM event WHERE stream = $1 AND version = 2', [one])
    expect(await verifyAll(store)).toMatchObject({ ok: false, firstBad: { stream: one, version: 3, reason: 'it follows version 1' } })
  })

  it('the last event of a stream removed: the chain is whole, the order has a gap', async () => {
    await asSuperuser('DELETE FROM event WHERE stream = $1 AND version = 4', [one])
    expect(await store.firstGap()).toBe('00000000000000000007')
    expect(await verifyAll(store)).toEqual({
      streams: 2, events: 7, ok: false, firstBad: { position: '00000000000000000007', reason: 'an event that stood here is missing' },
    })
  })

  it('a whole stream removed', async () => {
    await asSuperuser('DELETE FROM event WHERE stream = $1', [one])
    expect(await verifyAll(store)).toMatchObject({ ok: false, firstBad: { position: '00000000000000000001' } })
  })

  it('an event moved to another stream', async () => {
    await asSuperuser('UPDATE event SET stream = $1, version = 5 WHERE stream = $2 AND version = 4', [other, one])
    const firstBad = { stream: other, version: 5, reason: expect.stringContaining('its body says stream') }
    expect(await verifyAll(store)).toMatchObject({ ok: false, firstBad })
  })

  it('and the log still takes events', async () => {
    await asSuperuser('DELETE FROM event WHERE stream = $1 AND version = 4', [one])
    expect(await store.append(one, 3, [chainOf(one, 4)[3]!])).toMatchObject({ version: 4 })
    expect(await store.readAll(START)).toHaveLength(8)
  })
})
