import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { moveCheckpoint, openCheckpoint, readCheckpoint } from './checkpoint.js'
import { FencedOut, keep, Leases } from './lease.js'
import { LeasedLoop } from './leased-loop.js'
import { systemTiming } from './timing.js'
import { openBench, type FlowBench } from './spec-support.js'
import { inTransaction } from './transaction.js'

describe('Leases', () => {
  let bench: FlowBench
  let first: Leases
  let second: Leases
  beforeAll(async () => {
    bench = await openBench()
    first = new Leases(bench.pool, 'first', 5_000)
    second = new Leases(bench.pool, 'second', 5_000)
  })
  afterAll(() => bench.close())

  const expire = (name: string) => bench.pool.query(`UPDATE lease SET expires_at = now() - interval '1 ms' WHERE name = $1`, [name])

  it('goes to one of two', async () => {
    const grants = await Promise.all([first.acquire('one'), second.acquire('one')])
    expect(grants.filter(Boolean)).toHaveLength(1)
  })

  it('goes to the next with a greater token once it has expired', async () => {
    const before = await first.acquire('expiring')
    expect(await second.acquire('expiring')).toBeUndefined()
    await expire('expiring')
    const after = await second.acquire('expiring')
    expect(BigInt(after!.token)).toBeGreaterThan(BigInt(before!.token))
    expect(await first.renew(before!)).toBe(false)
    expect(await second.renew(after!)).toBe(true)
  })

  it('keeps counting after a release', async () => {
    const before = await first.acquire('released')
    await first.release(before!)
    const after = await second.acquire('released')
    expect(BigInt(after!.token)).toBe(BigInt(before!.token) + 1n)
    await first.release(before!)
    expect(await first.acquire('released')).toBeUndefined()
  })

  it('refuses the checkpoint of a holder that was paused while another took over', async () => {
    const id = { consumer: 'fenced', generation: 1 }
    await openCheckpoint(bench.pool, id, 'relay')
    const paused = await first.acquire('fenced')
    await moveCheckpoint(bench.pool, paused!, id, '5', 5)
    await expire('fenced')
    const successor = await second.acquire('fenced')
    await expect(moveCheckpoint(bench.pool, paused!, id, '9', 4)).rejects.toBeInstanceOf(FencedOut)
    await moveCheckpoint(bench.pool, successor!, id, '7', 2)
    await second.release(successor!)
    await expect(moveCheckpoint(bench.pool, paused!, id, '9', 4)).rejects.toBeInstanceOf(FencedOut)
    expect(await readCheckpoint(bench.pool, id)).toBe('7')
  })

  it('holds a successor off while a transaction with the old token is being finished', async () => {
    const id = { consumer: 'overlap', generation: 1 }
    await openCheckpoint(bench.pool, id, 'relay')
    const holder = await first.acquire('overlap')
    const order: string[] = []
    await expire('overlap')
    let taking: Promise<unknown> | undefined
    await inTransaction(bench.pool, async (client) => {
      await moveCheckpoint(client, holder!, id, '1', 1)
      taking = second.acquire('overlap').then(() => order.push('taken over'))
      await eventually('the successor waits', async () => (await bench.pool.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)).rowCount === 1)
      order.push('written')
    })
    await taking
    expect(order).toEqual(['written', 'taken over'])
  })

  it('tells a holder that it has lost the lease', async () => {
    const quick = new Leases(bench.pool, 'quick', 60)
    const grant = await quick.acquire('lost')
    const kept = keep(quick, grant!, systemTiming)
    await bench.pool.query(`UPDATE lease SET fencing_token = fencing_token + 1 WHERE name = 'lost'`)
    await eventually('lost', async () => kept.lost.aborted)
    kept.end()
  })

  it('runs work in one of two loops, and in the other once the first has stopped', async () => {
    const workers: string[] = []
    const loop = (leases: Leases) => new LeasedLoop(leases, {
      lease: 'loop',
      run: async (_, signal) => {
        workers.push(leases.holder)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      },
      onError: () => undefined,
    })
    const loops = [loop(first), loop(second)]
    loops[0]!.start()
    await eventually('the first works', async () => workers.length === 1)
    loops[1]!.start()
    await loops[0]!.stop()
    await eventually('the second works', async () => workers.length === 2)
    await loops[1]!.stop()
    expect(workers).toEqual(['first', 'second'])
  })
})
