import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addMilliseconds } from '@recourse/kernel'
import { eventually } from '@recourse/test-support'
import { waitForPosition } from './checkpoint.js'
import { defineDeadlines } from './deadline.js'
import { DeadlinePoller } from './deadline-poller.js'
import { ProjectionRunner } from './projection-runner.js'
import { rebuildProgress, requestRebuild } from './rebuild.js'
import { openBench, tally, TallyAdded, TallyClosed, tallyDecider, TallyOpened, tallyStream, type FlowBench } from './spec-support.js'

const HOUR_MS = 3_600_000
let unreachable = 0

/** A tally is closed an hour after it was opened; what is added to it gives it another hour. */
const deadlines = defineDeadlines({
  name: 'tally_deadline',
  version: 1,
  events: [TallyOpened, TallyAdded, TallyClosed],
  deadlinesOf: (event) => event.type === 'TallyClosed'
    ? { clear: ['close'] }
    : { set: [{ name: 'close', dueAt: addMilliseconds(event.metadata.recordedAt, HOUR_MS), data: { after: event.type } }] },
  fire: async (deadline, { execute }) => {
    if (unreachable > 0) {
      unreachable -= 1
      throw new Error('not now')
    }
    return execute(tallyDecider, deadline.stream, { type: 'CloseTally', at: deadline.dueAt })
  },
})

describe('DeadlinePoller', () => {
  let bench: FlowBench
  let runner: ProjectionRunner
  let poller: DeadlinePoller
  beforeEach(async () => {
    bench = await openBench()
    runner = new ProjectionRunner(bench, deadlines.projection)
    poller = new DeadlinePoller(bench, deadlines)
    await runner.start()
  })
  afterEach(async () => {
    await poller.stop()
    await runner.stop()
    await bench.close()
  })

  const projected = async (position: string) => expect(await waitForPosition(bench.pool, deadlines.name, position, 10_000)).toBe(true)
  const head = async () => projected(await bench.store.head())
  const closings = async (id: string) => (await bench.aggregates.history(tallyStream(id))).filter(({ type }) => type === 'TallyClosed')

  it('fires nothing before its time and each deadline once after it, as a clock', async () => {
    await projected(await tally(bench, 'a', []))
    bench.clock.instant = '2026-11-22T08:59:59.999Z'
    expect(await poller.fireDue()).toBe(0)
    bench.clock.instant = '2026-11-22T09:00:00.000Z'
    expect(await poller.fireDue()).toBe(1)
    expect(await poller.fireDue()).toBe(0)
    expect(await closings('a')).toMatchObject([{ data: { at: '2026-11-22T09:00:00.000Z' }, metadata: { actor: { id: 'deadline:tally_deadline', role: 'service' } } }])
    await head()
    expect((await bench.pool.query('SELECT * FROM tally_deadline')).rows).toEqual([])
  })

  it('follows a deadline that was moved', async () => {
    await tally(bench, 'a', [])
    bench.clock.instant = '2026-11-22T08:30:00.000Z'
    await projected(await tally(bench, 'a', [5]))
    bench.clock.instant = '2026-11-22T09:00:00.000Z'
    expect(await poller.fireDue()).toBe(0)
    bench.clock.instant = '2026-11-22T09:30:00.000Z'
    expect(await poller.fireDue()).toBe(1)
  })

  it('fires once although its note is lost, the clock jumps and the view is rebuilt', async () => {
    await runner.stop()
    runner = new ProjectionRunner(bench, { ...deadlines.projection, reduce: (rows, event) => event.type === 'TallyClosed' ? undefined : deadlines.projection.reduce(rows, event) })
    await runner.start()
    await projected(await tally(bench, 'a', []))
    bench.clock.instant = '2030-01-01T00:00:00.000Z'
    await poller.fireDue()
    const asked = await requestRebuild(bench.pool, deadlines.name)
    await eventually('rebuilt', async () => (await rebuildProgress(bench.pool, asked))?.finished_at)
    bench.clock.instant = '2026-11-22T09:00:00.000Z'
    expect(await poller.fireDue()).toBe(0)
    await bench.pool.query('DELETE FROM deadline_fired')
    expect(await poller.fireDue()).toBe(1)
    expect(await closings('a')).toHaveLength(1)
  })

  it('takes a refusal for done: the deadline no longer matters', async () => {
    await projected(await tally(bench, 'a', []))
    await runner.stop()
    await bench.aggregates.execute(tallyDecider, tallyStream('a'), { type: 'CloseTally', at: 'by hand', id: 'by-hand', tenant: 'demo', actor: { id: 'olga', roles: ['operations'] }, now: bench.clock.now(), correlationId: 'c' })
    bench.clock.instant = '2026-11-22T10:00:00.000Z'
    await poller.fireDue()
    expect(await closings('a')).toMatchObject([{ data: { at: 'by hand' } }])
    expect((await bench.pool.query('SELECT outcome FROM deadline_fired')).rows).toEqual([{ outcome: 'TallyIsClosed' }])
  })

  it('sends nothing that is dated before its deadline, although the clock is set back at that very moment', async () => {
    await projected(await tally(bench, 'a', []))
    const times = ['2026-11-22T09:00:00.000Z', '2026-11-22T08:59:59.000Z']
    const seen: string[] = []
    const noting: typeof tallyDecider = {
      ...tallyDecider,
      decide: (command) => {
        seen.push(command.now)
        return []
      },
    }
    const wary = new DeadlinePoller({ ...bench, clock: { now: () => times.shift() ?? '2026-11-22T08:59:59.000Z' } }, {
      ...deadlines, fire: (deadline, { execute }) => execute(noting, deadline.stream, { type: 'CloseTally', at: deadline.dueAt }),
    })
    await wary.fireDue()
    expect(seen).toEqual(['2026-11-22T09:00:00.000Z'])
  })

  it('tries again later what failed, while other deadlines fire', async () => {
    await tally(bench, 'a', [])
    await projected(await tally(bench, 'b', []))
    bench.clock.instant = '2026-11-22T09:00:00.000Z'
    unreachable = 1
    expect(await poller.fireDue()).toBe(2)
    expect((await closings('a')).length + (await closings('b')).length).toBe(1)
    expect(await poller.fireDue()).toBe(0)
    bench.clock.instant = '2026-11-22T09:00:01.000Z'
    expect(await poller.fireDue()).toBe(1)
    expect((await closings('a')).length + (await closings('b')).length).toBe(2)
  })

  it('works by itself', async () => {
    await projected(await tally(bench, 'a', []))
    bench.clock.instant = '2026-11-22T09:00:00.000Z'
    poller.start()
    await eventually('closed', async () => (await closings('a')).length === 1)
  })
})
