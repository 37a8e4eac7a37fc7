import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { canonicalJson, sha256, streamName } from '@recourse/kernel'
import { eventually, type TestDatabase } from '@recourse/test-support'
import pg from 'pg'
import { START, StoreUnavailable, VersionConflict, type EventToAppend, type StoredEvent } from '../port.js'
import { PostgresEventStore } from './postgres-event-store.js'
import { createEventStoreDatabase } from './test-database.js'

const event = (id: string = randomUUID()): EventToAppend => {
  const body = canonicalJson({ id })
  return { id, type: 'SomethingHappened', body, hash: sha256(body) }
}

const newStream = (): string => streamName('refundCase', 'demo', randomUUID())

/** One append as another process sends it, within a transaction of its own making. */
const rawAppend = (client: pg.Client, stream: string, expectedVersion: number): Promise<pg.QueryResult> => {
  const { id, type, body, hash } = event()
  return client.query('SELECT * FROM append_events($1, $2, $3, $4, $5, $6, $7, $8)', [[stream], ['demo'], [expectedVersion], [1], [id], [type], [body], [hash]])
}

let database: TestDatabase
let store: PostgresEventStore
const clients: pg.Client[] = []

const connect = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
  clients.push(client)
  return client
}

const places = (events: readonly StoredEvent[]): [string, number][] => events.map(({ stream, version }) => [stream, version])

beforeAll(async () => {
  database = await createEventStoreDatabase()
})

afterAll(() => database.drop())

beforeEach(() => {
  store = new PostgresEventStore(database.url)
})

afterEach(async () => {
  await store.close()
  await Promise.all(clients.splice(0).map((client) => client.end()))
})

describe('the table refuses to be changed, even by its owner', () => {
  it.each([
    ['UPDATE', "UPDATE event SET body = '{}'"],
    ['an UPDATE of no row', "UPDATE event SET body = '{}' WHERE false"],
    ['DELETE', 'DELETE FROM event'],
    ['TRUNCATE', 'TRUNCATE event'],
    ['TRUNCATE CASCADE', 'TRUNCATE event CASCADE'],
    ['an upsert', `INSERT INTO event SELECT * FROM event ON CONFLICT (position) DO UPDATE SET body = '{}'`],
    ['MERGE', `MERGE INTO event USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE`],
    ['UPDATE as a replica', "SET session_replication_role = replica; UPDATE event SET body = '{}'"],
  ])('%s', async (_, sql) => {
    const stream = newStream()
    await store.append(stream, 0, [event()])
    const before = await store.readAll(START)
    await expect((await connect()).query(sql)).rejects.toMatchObject({ code: '23001', message: expect.stringContaining('never changed or removed') })
    expect(await store.readAll(START)).toEqual(before)
  })
})

describe('positions are commit order', () => {
  it('anomaly: an event that commits late is not lost to a reader who was past it (identity + position > checkpoint)', async () => {
    const [late, quick] = [newStream(), newStream()]
    const checkpoint = await store.head()
    const slow = await connect()
    await slow.query('BEGIN')
    await rawAppend(slow, late, 0)
    const quickAppend = store.append(quick, 0, [event()])
    expect(await store.readAll(checkpoint)).toEqual([])
    await slow.query('COMMIT')
    await quickAppend
    expect(places(await store.readAll(checkpoint))).toEqual([[late, 1], [quick, 1]])
  })

  it('anomaly: version 2 does not sort before version 1 when its transaction is the older one (xid8 + position)', async () => {
    const stream = newStream()
    const checkpoint = await store.head()
    const older = await connect()
    await older.query('BEGIN')
    await older.query('CREATE TEMPORARY TABLE scratch (a int)')
    await older.query('INSERT INTO scratch VALUES (1)')
    await store.append(stream, 0, [event()])
    await rawAppend(older, stream, 1)
    await older.query('COMMIT')
    expect(places(await store.readAll(checkpoint))).toEqual([[stream, 1], [stream, 2]])
  })

  it('a rolled back append burns no position', async () => {
    const stream = newStream()
    const head = await store.head()
    const client = await connect()
    await client.query('BEGIN')
    await rawAppend(client, stream, 0)
    await client.query('ROLLBACK')
    const { position } = await store.append(stream, 0, [event()])
    expect(Number(position)).toBe(Number(head) + 1)
    expect(await store.firstGap()).toBeUndefined()
  })

  it('a write transaction that idles elsewhere neither stalls nor hides anything', async () => {
    const idle = await connect()
    await idle.query('BEGIN')
    await idle.query('CREATE TABLE elsewhere (a int)')
    const stream = newStream()
    const iterator = store.subscribe(await store.head(), AbortSignal.timeout(10_000))[Symbol.asyncIterator]()
    await store.append(stream, 0, [event()])
    expect(places((await iterator.next()).value as StoredEvent[])).toEqual([[stream, 1]])
    await iterator.return?.()
    await idle.query('ROLLBACK')
  })

  it('an older snapshot is refused rather than trusted', async () => {
    const client = await connect()
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    await expect(rawAppend(client, newStream(), 0)).rejects.toThrow('READ COMMITTED')
    await client.query('ROLLBACK')
  })

  it('positions are 20 digits', async () => {
    expect((await store.append(newStream(), 0, [event()])).position).toMatch(/^\d{20}$/)
  })
})

describe('several processes', () => {
  it('append at once without a gap, a loss or a doubled version', async () => {
    const other = new PostgresEventStore(database.url)
    const checkpoint = await store.head()
    const streams = Array.from({ length: 5 }, newStream)
    const write = async (own: PostgresEventStore, writer: number): Promise<void> => {
      for (let won = 0; won < 10;) {
        const stream = streams[(writer + won) % streams.length]!
        const version = (await own.readStream(stream)).length
        try {
          await own.append(stream, version, [event()])
          won += 1
        } catch (error) {
          if (!(error instanceof VersionConflict)) throw error
        }
      }
    }
    await Promise.all(Array.from({ length: 12 }, (_, writer) => write(writer % 2 === 0 ? store : other, writer)))
    const log = await store.readAll(checkpoint)
    expect(log).toHaveLength(120)
    for (const stream of streams) {
      const own = log.filter((stored) => stored.stream === stream)
      expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 1))
    }
    expect(await store.firstGap()).toBeUndefined()
    await other.close()
  })

  it('one learns at once what another appended', async () => {
    const other = new PostgresEventStore(database.url)
    const iterator = store.subscribe(await store.head(), AbortSignal.timeout(10_000))[Symbol.asyncIterator]()
    const next = iterator.next()
    const stream = newStream()
    await other.append(stream, 0, [event()])
    expect(places((await next).value as StoredEvent[])).toEqual([[stream, 1]])
    await iterator.return?.()
    await other.close()
  })
})

describe('appends that share a transaction', () => {
  it('do not fail with a neighbour that the database cannot read', async () => {
    const streams = [newStream(), newStream(), newStream()]
    const events = [event(), { ...event(), id: 'not a uuid' }, event()]
    const [first, bad, last] = await Promise.allSettled(events.map((each, index) => store.append(streams[index]!, 0, [each])))
    expect([first!.status, bad!.status, last!.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await store.readStream(streams[1]!)).toEqual([])
    expect(await store.readStream(streams[2]!)).toHaveLength(1)
  })

  it('are settled each on its own terms, in the order in which they came', async () => {
    const stream = newStream()
    const [a, b, c] = [event(), event(), event()]
    const asked = [[0, a], [1, b], [0, a], [0, c]] as const
    const settled = await Promise.allSettled(asked.map(([version, each]) => store.append(stream, version, [each])))
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
    expect((settled[3] as PromiseRejectedResult).reason).toMatchObject({ actualVersion: 2 })
    expect((await store.readStream(stream)).map(({ id }) => id)).toEqual([a.id, b.id])
  })
})

describe('when connections die', () => {
  const killAll = async (killer: pg.Client): Promise<void> => {
    await killer.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
  }

  it('a subscription goes on where it was: nothing lost, nothing doubled', async () => {
    const killer = await connect()
    const abort = new AbortController()
    const checkpoint = await store.head()
    const seen: StoredEvent[] = []
    const following = (async () => {
      for await (const page of store.subscribe(checkpoint, abort.signal)) seen.push(...page)
    })()
    const stream = newStream()
    for (let version = 0; version < 60; version += 1) {
      if (version % 15 === 5) await killAll(killer)
      const next = event()
      await eventually('an append gets through', () => store.append(stream, version, [next]).catch((error: unknown) => {
        if (error instanceof StoreUnavailable) return false
        throw error
      }))
    }
    await eventually('the subscriber caught up', async () => seen.length >= 60)
    expect(seen.map(({ version }) => version)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    abort.abort()
    await following
  })

  it('the wake-up connection is made anew', async () => {
    const killer = await connect()
    const abort = new AbortController()
    const following = (async () => {
      for await (const page of store.subscribe(START, abort.signal)) expect(page.length).toBeGreaterThan(0)
    })()
    const listeners = async (): Promise<number[]> => {
      const sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
      return (await killer.query<{ pid: number }>(sql)).rows.map(({ pid }) => pid)
    }
    const [before] = await eventually('it listens', async () => {
      const pids = await listeners()
      return pids.length > 0 && pids
    })
    await killAll(killer)
    await eventually('it listens again', async () => (await listeners()).some((pid) => pid !== before))
    abort.abort()
    await following
    await eventually('it has left', async () => (await listeners()).length === 0)
  })

  it('a call answers StoreUnavailable when nobody listens at the address', async () => {
    const nowhere = new PostgresEventStore('postgres://postgres@127.0.0.1:1/none')
    await expect(nowhere.append(newStream(), 0, [event()])).rejects.toThrow(StoreUnavailable)
    await expect(nowhere.readAll(START)).rejects.toThrow(StoreUnavailable)
    await expect(nowhere.head()).rejects.toThrow(StoreUnavailable)
    await nowhere.close()
  })

  it('a call answers StoreUnavailable when the database does not answer in time', async () => {
    const blocker = await connect()
    await blocker.query('BEGIN')
    await rawAppend(blocker, newStream(), 0)
    const impatient = new PostgresEventStore({ connectionString: database.url, query_timeout: 100 })
    const [stream, batch] = [newStream(), [event()]]
    await expect(impatient.append(stream, 0, batch)).rejects.toThrow(StoreUnavailable)
    await blocker.query('ROLLBACK')
    expect(await store.append(stream, 0, batch)).toMatchObject({ version: 1 })
    expect(await store.readStream(stream)).toHaveLength(1)
    await impatient.close()
  })

  it('a closed store answers StoreUnavailable, after it has finished what it had accepted', async () => {
    const closing = new PostgresEventStore(database.url)
    const stream = newStream()
    const accepted = closing.append(stream, 0, [event()])
    await closing.close()
    expect(await accepted).toMatchObject({ version: 1 })
    await expect(closing.append(stream, 1, [event()])).rejects.toThrow(StoreUnavailable)
    await expect(closing.head()).rejects.toThrow(StoreUnavailable)
  })
})
