import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { EventCodec, MemoryKeyRing, type EventStore, type StoredEvent } from '@recourse/event-store'
import { armFailpoints, indexEvents, isRefusal } from '@recourse/kernel'
import { eventually } from '@recourse/test-support'
import fc from 'fast-check'
import { waitForPosition } from './checkpoint.js'
import type { EventFeed } from './feed.js'
import { PostgresFlowStore } from './postgres-flow-store.js'
import { createGeneration, showGeneration } from './projection-generations.js'
import { ProjectionRunner } from './projection-runner.js'
import { ProjectionTable } from './projection-table.js'
import { ProjectionWriter } from './projection-writer.js'
import type { Projection } from './projection.js'
import { Quarantine, type QuarantinedEvent } from './quarantine-desk.js'
import { rebuildProgress, requestRebuild, type RebuildProgress } from './rebuild.js'
import { openBench, tally, TallyClosed, TallyOpened, tallyProjection, tallyStream, type FlowBench } from './spec-support.js'
import { inTransaction } from './transaction.js'

const operator = { id: 'olga', roles: ['operations' as const] }

const bound = (owner: object, value: unknown): unknown => (typeof value === 'function' ? value.bind(owner) : value)

describe('ProjectionRunner', () => {
  let bench: FlowBench
  let runners: ProjectionRunner[] = []
  beforeEach(async () => {
    bench = await openBench()
  })
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()))
    runners = []
    await bench.close()
  })

  const run = async (projection = tallyProjection(), feed: EventFeed = bench.feed): Promise<ProjectionRunner> => {
    const runner = new ProjectionRunner({ ...bench, feed }, projection)
    runners.push(runner)
    await runner.start()
    return runner
  }
  const rows = async (relation = 'tally') => (await bench.pool.query(`SELECT tenant, id, label, total::int AS total, additions, seen FROM ${relation} ORDER BY tenant, id`)).rows
  const reached = async (position: string) => expect(await waitForPosition(bench.pool, 'tally', position, 10_000)).toBe(true)

  it('folds events into the view, for two tenants with equal ids, and answers whoever waits for a position', async () => {
    await tally(bench, 'a', [1, 2])
    await run()
    await tally(bench, 'a', [5], 'other')
    await reached(await tally(bench, 'b', []))
    expect(await rows()).toEqual([
      { tenant: 'demo', id: 'a', label: 'tally a', total: 3, additions: 2, seen: [1, 2, 3] },
      { tenant: 'demo', id: 'b', label: 'tally b', total: 0, additions: 0, seen: [1] },
      { tenant: 'other', id: 'a', label: 'tally a', total: 5, additions: 1, seen: [1, 2] },
    ])
    expect(await waitForPosition(bench.pool, 'tally', '9'.repeat(20), 20)).toBe(false)
  })

  it('goes on where it stopped, and a stop finishes the page in hand', async () => {
    const first = await run()
    await reached(await tally(bench, 'a', [1]))
    await first.stop()
    const position = await tally(bench, 'a', [2, 3])
    await run()
    await reached(position)
    expect(await rows()).toMatchObject([{ total: 6, seen: [1, 2, 3, 4] }])
  })

  it('skips duplicates and reads from the store what a feed leaves out or brings in the wrong order', async () => {
    const position = await tally(bench, 'a', [1, 2, 3, 4])
    await tally(bench, 'b', [7])
    const all = await bench.store.readAll('')
    const unruly: EventFeed = {
      async *pages(_, signal) {
        yield [all[0]!]
        yield [all[0]!, all[2]!, all[2]!]
        yield [all[1]!, all[4]!, all[3]!]
        yield all
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      },
    }
    // An empty store at first, so that catching up leaves everything to the feed.
    const store = Object.assign(Object.create(bench.store) as EventStore, { readAll: async () => [] })
    const runner = new ProjectionRunner({ ...bench, store, feed: unruly }, tallyProjection())
    runners.push(runner)
    await runner.start()
    await reached(position)
    await reached(all.at(-1)!.position)
    expect(await rows()).toMatchObject([{ id: 'a', total: 10, seen: [1, 2, 3, 4, 5] }, { id: 'b', total: 7, seen: [1, 2] }])
  })

  it('gives the same rows whatever the size of its pages', async () => {
    for (const id of ['a', 'b', 'c']) await tally(bench, id, [1, 2, 3])
    await tally(bench, 'a', [10, 20])
    const all = await bench.store.readAll('')
    const projection = tallyProjection()
    const build = async (sizes: readonly number[]) => {
      const generation = await inTransaction(bench.pool, (client) => createGeneration(client, projection))
      const writer = await ProjectionWriter.open(bench, projection, grant!, generation)
      for (let from = 0, turn = 0; from < all.length; turn += 1) {
        const size = sizes[turn % sizes.length]!
        await writer.apply(all.slice(from, from + size), { trusted: turn % 2 === 0 })
        from += size
      }
      return rows(new ProjectionTable(projection, generation).name)
    }
    const grant = await bench.leases.acquire('by hand')
    const expected = await build([1_000])
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      expect(await build(sizes)).toEqual(expected)
    }), { numRuns: 15 })
  })

  it('writes a page once although it broke off twice just before its commit', async () => {
    let failures = 0
    const connect = bench.pool.connect.bind(bench.pool)
    const failing = async () => new Proxy(await connect(), {
      get: (client, name) => name !== 'query' ? bound(client, Reflect.get(client, name)) : (...args: unknown[]) => {
        if (args[0] === 'COMMIT' && failures > 0) {
          failures -= 1
          throw new Error('killed before the commit')
        }
        return (client.query as (...all: unknown[]) => unknown).apply(client, args)
      },
    })
    const errors: string[] = []
    const pool = Object.assign(Object.create(bench.pool) as typeof bench.pool, { connect: failing, query: bench.pool.query.bind(bench.pool) })
    const runner = new ProjectionRunner({ ...bench, pool, state: new PostgresFlowStore(pool), onError: (_, error) => void errors.push(error.message) }, tallyProjection())
    runners.push(runner)
    await runner.start()
    await reached(await tally(bench, 'a', [1]))
    failures = 2
    await reached(await tally(bench, 'a', [2, 3]))
    expect(errors).toEqual(['killed before the commit', 'killed before the commit'])
    expect(await rows()).toMatchObject([{ total: 6, seen: [1, 2, 3, 4] }])
  })

  it('refuses a paused runner whose lease has gone to another', async () => {
    const projection = tallyProjection()
    const generation = await inTransaction(bench.pool, async (client) => {
      const created = await createGeneration(client, projection)
      await showGeneration(client, projection, created)
      return created
    })
    const paused = await bench.leases.acquire('projection/tally')
    const writer = await ProjectionWriter.open(bench, projection, paused!, generation)
    await tally(bench, 'a', [1])
    await bench.leases.release(paused!)
    await bench.leases.acquire('projection/tally')
    await expect(writer.apply(await bench.store.readAll(''))).rejects.toThrow('gone to another holder')
    expect(await rows()).toEqual([])
  })

  it('stops before an event that it follows and does not know, and says so', async () => {
    await tally(bench, 'a', [1])
    const runner = new ProjectionRunner({ ...bench, codec: new EventCodec(indexEvents([TallyOpened, TallyClosed]), new MemoryKeyRing()) }, tallyProjection())
    runners.push(runner)
    await runner.start()
    await eventually('the error is noted', async () => (await bench.pool.query(`SELECT 1 FROM consumer_checkpoint WHERE last_error LIKE 'UnknownEvent%TallyAdded%'`)).rowCount === 1)
    expect(await rows()).toEqual([])
  })

  it('passes over what it does not follow, known or not', async () => {
    const runner = new ProjectionRunner({ ...bench, codec: new EventCodec(indexEvents([TallyOpened]), new MemoryKeyRing()) }, tallyProjection({ types: new Set(['TallyOpened']) }))
    runners.push(runner)
    await runner.start()
    await reached(await tally(bench, 'a', [1]))
    expect(await rows()).toMatchObject([{ id: 'a', additions: 0 }])
  })

  describe('rebuild', () => {
    const rebuilt = async (id: string): Promise<RebuildProgress> => eventually('rebuilt', async () => {
      const progress = await rebuildProgress(bench.pool, id)
      return progress?.finished_at ? progress : undefined
    })

    it('builds the view anew beside itself while events go on, compares, and switches', async () => {
      await run()
      await reached(await tally(bench, 'a', [1, 2]))
      const asked = await requestRebuild(bench.pool, 'tally')
      expect(await requestRebuild(bench.pool, 'tally')).toBe(asked)
      for (let id = 0; id < 20; id += 1) await tally(bench, `b${id}`, [1])
      expect(await rebuilt(asked)).toMatchObject({ status: 'switched', comparison: { equal: true, rows_differing: 0 } })
      await reached(await tally(bench, 'a', [4]))
      expect((await rows()).find((row) => row.id === 'a')).toMatchObject({ total: 7, seen: [1, 2, 3, 4] })
      expect((await bench.pool.query(`SELECT generation, live FROM consumer_checkpoint ORDER BY 1`)).rows).toEqual([{ generation: 1, live: false }, { generation: 2, live: true }])
    })

    it('keeps the view that it has switched to though the answer to the switch is lost', async () => {
      await run()
      await reached(await tally(bench, 'a', [1, 2]))
      armFailpoints((failpoint) => {
        if (failpoint === 'rebuild.switch.after') throw new Error('the connection is lost after the commit')
      })
      const progress = await rebuilt(await requestRebuild(bench.pool, 'tally')).finally(() => armFailpoints(undefined))
      expect(progress).toMatchObject({ status: 'switched', comparison: { equal: true } })
      await reached(await tally(bench, 'a', [4]))
      expect(await rows()).toMatchObject([{ id: 'a', total: 7 }])
    })

    it('reports how many rows differed and puts them right', async () => {
      await run()
      await tally(bench, 'a', [1])
      await tally(bench, 'c', [1])
      await reached(await tally(bench, 'b', [2]))
      await bench.pool.query(`UPDATE tally__1 SET total = 99 WHERE id = 'a'`)
      await bench.pool.query(`DELETE FROM tally__1 WHERE id = 'b'`)
      expect(await rebuilt(await requestRebuild(bench.pool, 'tally'))).toMatchObject({ comparison: { equal: false, rows_before: 2, rows_after: 3, rows_differing: 2 } })
      expect(await rows()).toMatchObject([{ id: 'a', total: 1 }, { id: 'b', total: 2 }, { id: 'c', total: 1 }])
    })

    it('happens by itself when the declaration has changed', async () => {
      const before = await run()
      await reached(await tally(bench, 'a', [1]))
      await before.stop()
      const doubled = tallyProjection({ version: 2, reduce: (tallies, event) => tallyProjection().reduce(tallies, event.type === 'TallyAdded' ? { ...event, data: { amount: event.data.amount * 2 } } : event) })
      await run(doubled)
      await eventually('switched', async () => (await rows())[0]?.total === 2)
      await reached(await tally(bench, 'a', [5]))
      expect(await rows()).toMatchObject([{ total: 12 }])
    })

    it('drops a replaced generation after a day, and what an interrupted rebuild left at the next start', async () => {
      const before = await run()
      await reached(await tally(bench, 'a', [1]))
      await rebuilt(await requestRebuild(bench.pool, 'tally'))
      await before.stop()
      await bench.pool.query(`UPDATE consumer_checkpoint SET retired_at = retired_at - interval '25 hours' WHERE NOT live`)
      const left = await inTransaction(bench.pool, (client) => createGeneration(client, tallyProjection()))
      await run()
      await eventually('both are dropped', async () => (await bench.pool.query(`SELECT to_regclass('tally__1') AS old, to_regclass($1) AS left`, [`tally__${left}`])).rows.every((row) => row.old === null && row.left === null))
      expect(await rows()).toMatchObject([{ total: 1 }])
    })

    it.each([['the view', 'DROP VIEW tally'], ['its table', 'DROP TABLE tally__1 CASCADE']])('brings %s back at the next start, complete', async (_, drop) => {
      const before = await run()
      const position = await tally(bench, 'a', [1, 2])
      await reached(position)
      await before.stop()
      await bench.pool.query(drop)
      await run()
      await reached(position)
      expect(await rows()).toMatchObject([{ total: 3, seen: [1, 2, 3] }])
    })

    it('brings a dropped table back in a runner that is at work', async () => {
      await run()
      await reached(await tally(bench, 'a', [1, 2]))
      await bench.pool.query('DROP TABLE tally__1 CASCADE')
      await tally(bench, 'b', [1])
      await eventually('back', async () => (await rows()).length === 2)
    })
  })

  describe('quarantine', () => {
    const poisoned = (poison: { active: boolean }): Projection => tallyProjection({
      reduce: (tallies, event) => {
        tallyProjection().reduce(tallies, event)
        if (poison.active && event.data.amount === 13) throw new Error('thirteen')
      },
    })
    const held = async (): Promise<QuarantinedEvent> => eventually('quarantined', async () => (await desk().list({ status: 'open' }))[0])
    const desk = () => new Quarantine(bench.pool, bench.aggregates, bench.clock)

    it('holds one stream at its poisonous event while all others flow, and goes through in order on retry', async () => {
      const poison = { active: true }
      await run(poisoned(poison))
      await tally(bench, 'a', [1, 13, 2])
      await reached(await tally(bench, 'b', [5]))
      expect(await rows()).toMatchObject([{ id: 'a', total: 1, seen: [1, 2] }, { id: 'b', total: 5 }])
      const event = await held()
      expect(event).toMatchObject({ consumer: 'tally', tenant: 'demo', stream: tallyStream('a'), version: 3, event_type: 'TallyAdded', error: 'Error: thirteen', attempts: 1 })

      await reached((await desk().requestRetry(event.id, operator) as { position: string }).position)
      expect(await held()).toMatchObject({ version: 3, attempts: 2 })
      poison.active = false
      const position = (await desk().requestRetry(event.id, operator) as { position: string }).position
      await reached(position)
      expect(await rows()).toMatchObject([{ id: 'a', total: 16, seen: [1, 2, 3, 4] }, { id: 'b', total: 5 }])
      expect(await desk().list({})).toMatchObject([{ status: 'resolved', decided_by: 'olga' }])
    })

    it('passes an event over with a reason, for good: also in a rebuild', async () => {
      await run(poisoned({ active: true }))
      await tally(bench, 'a', [1, 13, 2])
      const event = await held()
      expect(await desk().skip(event.id, '  ', operator)).toMatchObject({ code: 'ReasonMissing' })
      const skipped = await desk().skip(event.id, 'counted by hand', operator)
      if (isRefusal(skipped)) throw new Error(skipped.code)
      await reached(skipped.position)
      expect(await rows()).toMatchObject([{ id: 'a', total: 3, seen: [1, 2, 4] }])
      expect(await desk().list({})).toMatchObject([{ status: 'skipped', reason: 'counted by hand', decided_by: 'olga' }])
      expect(await desk().skip(event.id, 'again', operator)).toMatchObject({ code: 'AlreadySkipped' })

      const asked = await requestRebuild(bench.pool, 'tally')
      await eventually('rebuilt', async () => (await rebuildProgress(bench.pool, asked))?.comparison?.equal)
    })

    it('refuses decisions by those who may not make them, and about what is not there', async () => {
      await run(poisoned({ active: true }))
      await tally(bench, 'a', [13])
      const event = await held()
      expect(await desk().requestRetry(event.id, { id: 'carl', roles: ['customer'] })).toMatchObject({ code: 'RoleNotPermitted' })
      expect(await desk().requestRetry('00000000-0000-5000-8000-000000000000', operator)).toMatchObject({ code: 'NotQuarantined' })
    })

    it.each([
      ['what Postgres could not store', (event: StoredEvent) => ({ label: event.id + '\0' })],
      ['a row of another tenant', () => ({ tenant: 'thief' })],
      ['a number that is too large', () => ({ additions: 2 ** 31 })],
    ])('holds a stream whose row would be %s', async (_, wrong) => {
      await run(tallyProjection({
        reduce: (tallies, event) => {
          const row = { tenant: 'demo', id: event.stream.slice('tally-demo.'.length), label: '', total: 0, additions: 0, closed_at: null, seen: [] }
          tallies.put(event.stream.endsWith('.bad') ? { ...row, ...wrong(event as never) } : row)
        },
      }))
      await tally(bench, 'bad', [])
      await reached(await tally(bench, 'good', []))
      expect(await rows()).toMatchObject([{ id: 'good' }])
      expect(await held()).toMatchObject({ stream: tallyStream('bad') })
    })

    describe('of a value that only Postgres refuses', () => {
      const wrong = (fault: { active: boolean }, values: object): Projection => tallyProjection({
        reduce: (tallies, event) => {
          tallyProjection().reduce(tallies, event)
          if (event.data.amount === 14) throw new Error('fourteen')
          const [tenant, id] = event.stream.replace('tally-', '').split('.') as [string, string]
          if (fault.active && event.data.amount === 13) tallies.put({ ...tallies.get(tenant, id), ...values })
        },
      })
      const yearZero = { closed_at: '0000-01-01T00:00:00.000Z' }

      it('holds its stream at the event alone, and goes through on retry once the fault is gone', async () => {
        await tally(bench, 'before', [14, 1])
        await tally(bench, 'bad', [1, 13, 2])
        const position = await tally(bench, 'good', [5])
        const fault = { active: true }
        await run(wrong(fault, yearZero))
        await reached(position)
        expect(await rows()).toMatchObject([{ id: 'bad', total: 1, seen: [1, 2] }, { id: 'before', seen: [1] }, { id: 'good', total: 5 }])
        const open = await desk().list({ status: 'open' })
        expect(open.map(({ stream, version, attempts }) => ({ stream, version, attempts })).sort((a, b) => a.stream.localeCompare(b.stream))).toEqual([
          { stream: tallyStream('bad'), version: 3, attempts: 1 }, { stream: tallyStream('before'), version: 2, attempts: 1 },
        ])
        const event = open.find(({ stream }) => stream === tallyStream('bad'))!
        expect(event.error).toContain('date/time field value out of range')

        const retry = async () => reached((await desk().requestRetry(event.id, operator) as { position: string }).position)
        await retry()
        expect((await desk().list({ status: 'open' })).find(({ id }) => id === event.id)).toMatchObject({ version: 3, attempts: 2 })
        fault.active = false
        await retry()
        expect((await rows())[0]).toMatchObject({ id: 'bad', total: 16, seen: [1, 2, 3, 4] })
        expect(await desk().list({ status: 'resolved' })).toMatchObject([{ id: event.id }])
      })

      it('holds the same in a rebuild, also when it is skipped', async () => {
        await run(wrong({ active: true }, yearZero))
        await tally(bench, 'bad', [1, 13, 2])
        const { id } = await held()
        await reached(await tally(bench, 'good', [5]))
        const rebuilt = async () => {
          const asked = await requestRebuild(bench.pool, 'tally')
          await eventually('rebuilt', async () => (await rebuildProgress(bench.pool, asked))?.comparison?.equal)
        }
        await rebuilt()
        expect(await held()).toMatchObject({ id, version: 3, attempts: 1 })
        await reached((await desk().skip(id, 'counted by hand', operator) as { position: string }).position)
        expect(await rows()).toMatchObject([{ id: 'bad', total: 3, seen: [1, 2, 4] }, { id: 'good', total: 5 }])
        await rebuilt()
        expect(await desk().list({})).toMatchObject([{ id, status: 'skipped' }])
      })

      it('holds a stream whose value is too long for an index', async () => {
        const label = Array.from({ length: 2_000 }, (_, index) => Math.imul(index, 2_654_435_761).toString(36)).join('')
        await tally(bench, 'bad', [13])
        const position = await tally(bench, 'good', [5])
        await run({ ...wrong({ active: true }, { label }), indexes: [['label']] })
        await reached(position)
        expect(await rows()).toMatchObject([{ id: 'bad', seen: [1] }, { id: 'good', total: 5 }])
      })

      it('holds a stream whose key cannot be asked for, and goes on with the others', async () => {
        await tally(bench, 'bad', [13, 1])
        const position = await tally(bench, 'good', [5])
        await run(tallyProjection({
          keysOf: (event) => [['demo', event.stream.slice('tally-demo.'.length)], ...(event.data.amount === 13 ? [['demo', '\0']] : [])],
        }))
        await reached(position)
        expect(await rows()).toMatchObject([{ id: 'bad', seen: [1] }, { id: 'good', total: 5 }])
        expect(await held()).toMatchObject({ stream: tallyStream('bad'), version: 2 })
      })
    })

    it('keeps the reason of a failure also when Postgres could not store its text', async () => {
      await run(tallyProjection({ reduce: () => { throw new Error('a\0b') } }))
      await tally(bench, 'bad', [])
      expect((await held()).error).toBe('Error: a\uFFFDb')
    })
  })
})
