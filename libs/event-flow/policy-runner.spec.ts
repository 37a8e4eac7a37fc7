import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { MemoryEventStore, StoreUnavailable, VersionConflict } from '@recourse/event-store'
import { isRefusal, uuidv5 } from '@recourse/kernel'
import { eventually } from '@recourse/test-support'
import { waitForPosition } from './checkpoint.js'
import { listConsumers } from './consumer-status.js'
import { send } from './execution.js'
import { definePolicy, type Policy } from './policy.js'
import { PolicyRunner, TryAgainLater } from './policy-runner.js'
import { Quarantine } from './quarantine-desk.js'
import { openBench, tally, TallyAdded, tallyDecider, TallyOpened, tallyStream, type FlowBench } from './spec-support.js'

const operator = { id: 'olga', roles: ['operations' as const] }

/** Adds to a mirror what was added to a tally. */
const mirror = definePolicy({
  name: 'when-tally-added-then-add-to-mirror',
  events: [TallyAdded],
  stale: ['TallyIsClosed'],
  when: (event) => event.stream.includes('mirror') ? undefined : send(tallyDecider, tallyStream('mirror'), { type: 'AddToTally', amount: event.data.amount }),
})

describe('PolicyRunner', () => {
  let bench: FlowBench
  let runners: PolicyRunner[] = []
  beforeEach(async () => {
    bench = await openBench()
  })
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()))
    runners = []
    await bench.close()
  })

  const run = (policy: Policy): PolicyRunner => {
    const runner = new PolicyRunner({ ...bench, retry_ms: 2 }, policy)
    runners.push(runner)
    runner.start()
    return runner
  }
  const passes = async (policy: Policy, position: string) => expect(await waitForPosition(bench.pool, policy.name, position, 10_000)).toBe(true)
  const mirrored = async () => (await bench.aggregates.history(tallyStream('mirror'))).filter(({ type }) => type === 'TallyAdded')

  it('sends the command that follows, with the event as its cause', async () => {
    const position = await tally(bench, 'a', [7])
    run(mirror)
    await passes(mirror, position)
    const [cause] = (await bench.aggregates.history(tallyStream('a'))).slice(-1)
    expect(await mirrored()).toMatchObject([{
      data: { amount: 7 },
      metadata: {
        commandId: uuidv5(`${cause!.id}/${mirror.name}/0`), causationId: cause!.id, correlationId: cause!.metadata.correlationId,
        actor: { id: `policy:${mirror.name}`, role: 'service' }, tenant: 'demo',
      },
    }])
  })

  it('does nothing twice when its checkpoint is lost', async () => {
    const position = await tally(bench, 'a', [1, 2])
    const first = run(mirror)
    await passes(mirror, position)
    await first.stop()
    await bench.pool.query('DELETE FROM consumer_checkpoint')
    await bench.pool.query('DELETE FROM consumer_stream')
    run(mirror)
    await passes(mirror, position)
    expect(await mirrored()).toHaveLength(2)
  })

  it('ignores a refusal that its policy calls stale', async () => {
    await bench.aggregates.execute(tallyDecider, tallyStream('mirror'), { type: 'CloseTally', at: 'now', id: 'close', tenant: 'demo', actor: operator, now: '2026-11-22T08:00:00.000Z', correlationId: 'c' })
    const position = await tally(bench, 'a', [1])
    run(mirror)
    await passes(mirror, position)
    expect(await new Quarantine(bench.pool, bench.aggregates, bench.clock).list()).toEqual([])
  })

  it('goes on trying for as long as others are quicker on the stream it writes to', async () => {
    const position = await tally(bench, 'a', [7])
    const { append } = bench.store
    let conflicts = 0
    bench.store.append = async (stream, expectedVersion, events) => {
      conflicts += 1
      if (conflicts <= 25) throw new VersionConflict(stream, expectedVersion, expectedVersion + 1)
      return append.call(bench.store, stream, expectedVersion, events)
    }
    run(mirror)
    await passes(mirror, position)
    expect(await mirrored()).toHaveLength(1)
    expect(await new Quarantine(bench.pool, bench.aggregates, bench.clock).list()).toEqual([])
  })

  it('handles events of one stream in order, and of different streams side by side but never more than 16', async () => {
    const order: number[] = []
    let atOnce = 0
    let most = 0
    const slow = definePolicy({
      name: 'when-tally-added-then-note', events: [TallyAdded], stale: [],
      effect: async (event) => {
        atOnce += 1
        most = Math.max(most, atOnce)
        await new Promise((resolve) => setTimeout(resolve, 2))
        atOnce -= 1
        if (event.stream === tallyStream('ordered')) order.push(event.data.amount)
      },
    })
    await tally(bench, 'ordered', [1, 2, 3, 4, 5])
    let position = ''
    for (let id = 0; id < 40; id += 1) position = await tally(bench, `n${id}`, [1])
    run(slow)
    await passes(slow, position)
    expect(order).toEqual([1, 2, 3, 4, 5])
    expect(most).toBe(16)
  })

  it('quarantines a stream after five attempts while all others flow; a retry goes through in order', async () => {
    let broken = true
    const tries: number[] = []
    const seen: string[] = []
    const fragile = definePolicy({
      name: 'when-tally-added-then-break', events: [TallyAdded], stale: [],
      effect: async (event) => {
        if (event.data.amount === 13) tries.push(event.version)
        if (event.data.amount === 13 && broken) throw new Error('thirteen')
        seen.push(`${event.stream.split('.')[1]}${event.version}`)
      },
    })
    run(fragile)
    await tally(bench, 'a', [1, 13, 2])
    await passes(fragile, await tally(bench, 'b', [5]))
    const desk = new Quarantine(bench.pool, bench.aggregates, bench.clock)
    const [held] = await desk.list({ status: 'open', consumer: fragile.name })
    expect(held).toMatchObject({ stream: tallyStream('a'), version: 3, attempts: 5, error: 'Error: thirteen' })
    expect(tries).toHaveLength(5)
    expect(seen).toEqual(['a2', 'b2'])
    expect(await listConsumers(bench.pool, bench.store, bench.clock)).toMatchObject([{ consumer: fragile.name, kind: 'policy', behind: false, quarantined: 1, holder: 'spec' }])
    broken = false
    const retried = await desk.requestRetry(held!.id, operator)
    if (isRefusal(retried)) throw new Error(retried.code)
    await passes(fragile, retried.position)
    expect(seen).toEqual(['a2', 'b2', 'a3', 'a4'])
    expect(await desk.list()).toMatchObject([{ status: 'resolved' }])
  })

  it('quarantines a refusal that is not stale, and passes it over on demand', async () => {
    await tally(bench, 'a', [7])
    const greedy = definePolicy({
      name: 'when-tally-opened-then-add-too-much', events: [TallyOpened], stale: [],
      when: (event) => send(tallyDecider, event.stream, { type: 'AddToTally', amount: 2_000 }),
    })
    run(greedy)
    const desk = new Quarantine(bench.pool, bench.aggregates, bench.clock)
    const held = await eventually('held', async () => (await desk.list({ status: 'open' }))[0])
    expect(held.error).toContain('AmountTooLarge')
    const skipped = await desk.skip(held.id, 'was a test', operator)
    if (isRefusal(skipped)) throw new Error(skipped.code)
    await passes(greedy, skipped.position)
    expect(await desk.list()).toMatchObject([{ status: 'skipped', reason: 'was a test' }])
  })

  it.each([
    ['the store is away', () => new StoreUnavailable('away')],
    ['the database is away', () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
    ['an effect asks for patience', () => new TryAgainLater('the channel is busy')],
  ])('waits for as long as it takes when %s', async (_, failure) => {
    let failures = 0
    const patient = definePolicy({
      name: 'when-tally-opened-then-wait', events: [TallyOpened], stale: [],
      effect: async () => {
        failures += 1
        if (failures < 9) throw failure()
      },
    })
    run(patient)
    await passes(patient, await tally(bench, 'a', []))
    expect(failures).toBe(9)
    expect(await new Quarantine(bench.pool, bench.aggregates, bench.clock).list()).toEqual([])
  })

  it('waits no longer than the effect wants: then only that stream is held', async () => {
    const bounded = definePolicy({
      name: 'when-tally-opened-then-wait-a-while', events: [TallyOpened], stale: [],
      effect: async ({ stream }) => {
        if (stream.endsWith('.lost')) throw new TryAgainLater('the channel is gone for good', 3)
      },
    })
    run(bounded)
    await tally(bench, 'lost', [])
    await passes(bounded, await tally(bench, 'found', []))
    expect(await new Quarantine(bench.pool, bench.aggregates, bench.clock).list()).toMatchObject([{ status: 'open', error: expect.stringContaining('gone for good') }])
  })

  it('stops after the page in hand and goes on after it', async () => {
    let release = (): void => undefined
    let started = 0
    const held = definePolicy({
      name: 'when-tally-opened-then-take-long', events: [TallyOpened], stale: [],
      effect: async () => {
        started += 1
        if (started === 1) await new Promise<void>((resolve) => (release = resolve))
      },
    })
    const position = await tally(bench, 'a', [])
    const first = run(held)
    await eventually('it works', async () => started === 1)
    const stopped = first.stop()
    release()
    await stopped
    await passes(held, position)
    run(held)
    await passes(held, await tally(bench, 'b', []))
    expect(started).toBe(2)
  })

  it('refuses a name that is not a sentence', () => {
    expect(() => definePolicy({ name: 'mirror', events: [TallyOpened], stale: [], when: () => undefined })).toThrow('when-…-then-…')
  })
})

describe('listConsumers', () => {
  it('tells how old the oldest event is that a consumer has not handled', async () => {
    const bench = await openBench(new MemoryEventStore())
    await bench.pool.query(`INSERT INTO consumer_checkpoint (consumer, generation, kind, live) VALUES ('late', 1, 'projection', true)`)
    await tally(bench, 'a', [])
    bench.clock.instant = '2026-11-22T08:01:30.000Z'
    expect(await listConsumers(bench.pool, bench.store, bench.clock)).toMatchObject([{ consumer: 'late', behind: true, lag_seconds: 90, holder: null }])
    await bench.close()
  })
})
