import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { systemTiming } from '@recourse/event-flow'
import { SandboxChannel, type PaymentChannel, type StatementLine } from '@recourse/payment-channels'
import { startWechatSandbox, type RunningWechatSandbox } from '@recourse/payment-channels/testing'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { OpenChannels } from '../open-channels.js'
import { cny, HOUR_ms } from '../spec-support.js'
import { Books } from './books.js'
import { DayReader } from './day-reader.js'
import { ReconciliationRunner } from './runner.js'
import { code, DAY, MINUTE_ms, NOW, paidAtTheChannel, ReconciliationBench } from './spec-support.js'

let database: TestDatabase
let wechat: RunningWechatSandbox
let house: ReconciliationBench | undefined
beforeAll(async () => {
  database = await createTestDatabase()
  wechat = await startWechatSandbox(database.url, () => new Date(house?.bench.now ?? NOW))
  house = await ReconciliationBench.open([wechat.channel()])
})
afterAll(async () => {
  await house!.close()
  await wechat.stop()
  await database.drop()
})

/** That of another process, with the setting that names who looks into what nobody knows. */
const runnerFor = async (tenant: string): Promise<ReconciliationRunner> => {
  process.env['RECONCILIATION_TENANT'] = tenant
  try {
    return (await house!.bench.another()).runners!.find((runner) => runner instanceof ReconciliationRunner)!
  } finally {
    delete process.env['RECONCILIATION_TENANT']
  }
}

const runnerOf = ({ bench }: ReconciliationBench): ReconciliationRunner => bench.parts.runners!.find((runner) => runner instanceof ReconciliationRunner)!

const paidByHand: StatementLine = { kind: 'refund', outRefundNo: 'by\u0000hand\u001b[2J', channelReference: 'r', amount: cny(3_300), at: NOW }

/** Nobody pays through it. */
const unpaid = (statement: readonly StatementLine[] | Error): PaymentChannel => ({
  name: 'unpaid', rules: new SandboxChannel({ url: 'http://127.0.0.1:9', secret: 'never used in here' }).rules,
  refund: async () => ({ outcome: 'accepted', channelReference: 'r' }), query: async () => ({ outcome: 'not-found' }),
  statement: async () => {
    if (statement instanceof Error) throw statement
    return statement
  },
})

const daysOf = async (channel: string, tenant = 'demo'): Promise<[string, number][]> =>
  (await house!.listed(`/reconciliations?channel=${channel}`, tenant)).map(({ day, run }) => [day, run] as [string, number]).sort()

describe('several tenants behind one channel', () => {
  let lost = ''

  it('see their own money only, and each other\'s lines are no differences', async () => {
    const other = house!.bench.of('other')
    await house!.paidCase()
    await other.approvedCase()
    lost = await house!.lostCase(other)
    house!.nextDay()
    expect(await house!.reported('sandbox')).toMatchObject({ settled: true, differences: [], run: { counts: { ours: 1, theirs: 1, matched: 1 } } })
    const report = await house!.reported('sandbox', DAY, 'other')
    expect(report.differences.map(({ kind, caseId }) => [kind, caseId])).toEqual([['theirs-only', lost]])
    expect(report.run.counts).toMatchObject({ ours: 1, theirs: 2, matched: 1 })
    const path = `/reconciliations/${report.reconciliationId}`
    expect(code(await house!.as('operations').get(path))).toEqual([404, 'UnknownReconciliation'])
    expect(code(await house!.as('finance-maker').post(`${path}/differences/1/resolution`, { how: 'RECOVERED', reason: 'x' }))).toEqual([404, 'UnknownReconciliation'])
    expect(await house!.listed('/reconciliation-differences')).toEqual([])
    expect(await house!.listed('/reconciliation-differences?status=open', 'other')).toMatchObject([{ caseId: lost, day: DAY, theirs_minor: 10_000, ours_minor: null }])
  })

  it('have what is found recorded where it belongs', async () => {
    await house!.bench.settle()
    expect((await house!.bench.of('other').caseOf(lost)).payouts[1]!.status).toBe('confirmed')
    expect(await house!.reported('sandbox', DAY, 'other')).toMatchObject({ settled: true, run: { counts: { ours: 2, theirs: 2, matched: 2 } } })
  })

  it('need one of them to look into what nobody knows', async () => {
    house!.until('2026-11-24T08:00:00.000Z')
    house!.setSandboxClock()
    await paidAtTheChannel(house!.bench.sandbox.channel(), 'nobody-knows')
    house!.nextDay()
    expect(code(await house!.reconcile('sandbox', '2026-11-24'))).toEqual([409, 'LinesWithoutTenant'])
    await (await runnerFor('other')).runDue()
    const found = async (tenant: string) => (await house!.listed('/reconciliation-differences', tenant)).filter(({ outRefundNo }) => outRefundNo === 'nobody-knows')
    expect(await found('other')).toMatchObject([{ kind: 'theirs-only', day: '2026-11-24', caseId: null, status: 'open', theirs_minor: 3_300 }])
    expect(await found('demo')).toEqual([])
  })
})

describe('the runner', () => {
  it('has caught up with every day since money first went that way', async () => {
    expect((await daysOf('sandbox')).map(([day]) => day)).toEqual([DAY, '2026-11-23', '2026-11-24'])
    expect(await daysOf('wechat-pay')).toEqual([])
    // Who looks into what nobody knows does so from the day on that was yesterday first.
    expect((await daysOf('wechat-pay', 'other')).map(([day]) => day)).toEqual(['2026-11-24'])
  })

  it('does nothing twice on one day, and runs what is not settled again on the next', async () => {
    const runner = await runnerFor('other')
    const head = await house!.bench.service.infrastructure.store.head()
    await runner.runDue()
    expect(await house!.bench.service.infrastructure.store.head()).toBe(head)
    const before = Object.fromEntries(await daysOf('sandbox', 'other'))
    house!.bench.forward(24 * HOUR_ms)
    await runner.runDue()
    const after = Object.fromEntries(await daysOf('sandbox', 'other'))
    expect(after).toEqual({ ...before, '2026-11-24': before['2026-11-24']! + 1, '2026-11-25': 1 })
  })

  it('waits for a statement, and takes it when it is there', async () => {
    const runner = await runnerFor('other')
    house!.until('2026-11-27T08:00:00.000Z')
    const caseId = await house!.paidCase({ channel: 'wechat-pay', reference: randomBytes(10).toString('hex') })
    house!.bench.forward(11 * MINUTE_ms)
    await eventually('it left', async () => (await wechat.movements()).length > 0)
    await house!.bench.later(10 * MINUTE_ms)
    expect(await house!.statusOf(caseId)).toBe('confirmed')
    house!.until('2026-11-27T16:30:00.000Z')
    await runner.runDue()
    expect((await daysOf('sandbox')).map(([day]) => day)).toContain('2026-11-27')
    expect(await daysOf('wechat-pay')).toEqual([])
    house!.bench.forward(10 * HOUR_ms)
    await runner.runDue()
    expect(await daysOf('wechat-pay')).toEqual([['2026-11-27', 1]])
    expect(await house!.listed('/reconciliations?channel=wechat-pay')).toMatchObject([{ ours: 1, theirs: 1, matched: 1, open: 0, settled: true }])
  })

  it('looks back a month and no further', async () => {
    house!.bench.forward(60 * 24 * HOUR_ms)
    const before = (await daysOf('sandbox')).length
    await (await runnerFor('other')).runDue()
    expect((await daysOf('sandbox')).length - before).toBe(31)
  })

  it('runs by itself, one at a time, until it is stopped', async () => {
    const runners = [await runnerFor('other'), await runnerFor('other')]
    house!.bench.forward(24 * HOUR_ms)
    const before = (await daysOf('sandbox')).length
    for (const runner of runners) runner.start()
    await eventually('yesterday is reconciled', async () => (await daysOf('sandbox')).length > before)
    await Promise.all(runners.map((runner) => runner.stop()))
    expect((await daysOf('sandbox')).at(-1)![1]).toBe(1)
  })
})

describe('every morning', () => {
  const DAY_AFTER = '2026-11-23T03:30:00.000Z'

  it('the day is looked at on which a tenant paid for the first time and booked nothing, and so is a channel that nobody pays through yet', async () => {
    const alone = await ReconciliationBench.open([unpaid([paidByHand])])
    const lost = await alone.lostCase()
    alone.until(DAY_AFTER)
    await runnerOf(alone).runDue()
    expect(await alone.listed('/reconciliation-differences')).toMatchObject([{ channel: 'sandbox', caseId: lost, day: DAY }, { channel: 'unpaid', outRefundNo: 'by hand [2J', caseId: null }])
    await alone.close()
  })

  it('a channel that breaks down while it is read holds up no other', async () => {
    const broken = await ReconciliationBench.open([unpaid(new Error('no memory left'))])
    await broken.paidCase()
    broken.until(DAY_AFTER)
    await runnerOf(broken).runDue()
    expect(await broken.listed('/reconciliations')).toMatchObject([{ channel: 'sandbox', day: DAY, settled: true }])
    await broken.close()
  })
})

it('reads a channel\'s statements one at a time, each counted as a question', async () => {
  const { pool, store, clock } = house!.bench.service.infrastructure
  const sandbox = house!.bench.sandbox.channel()
  let finish: (lines: readonly StatementLine[]) => void
  const made = new Promise<readonly StatementLine[]>((resolve) => (finish = resolve))
  const slow: PaymentChannel = {
    name: 'slow', rules: { ...sandbox.rules, queriesPerSecond: 0.1 }, refund: (request) => sandbox.refund(request), query: (refund) => sandbox.query(refund), statement: () => made,
  }
  const reader = new DayReader(new OpenChannels([slow], systemTiming), new Books(pool, store), clock)
  const first = reader.factsOf('demo', 'slow', DAY)
  expect(await reader.factsOf('other', 'slow', DAY)).toMatchObject({ code: 'ReconciliationRuns' })
  finish!([])
  expect(await first).toMatchObject({ theirs: [] })
  expect(await reader.factsOf('other', 'slow', DAY)).toMatchObject({ code: 'ChannelBusy' })
})

it('records nothing of a statement that cannot be read as a whole', async () => {
  const { pool, store, clock } = house!.bench.service.infrastructure
  const away = new DayReader(new OpenChannels([new SandboxChannel({ url: 'http://127.0.0.1:9', secret: 'a secret of nobody' })], systemTiming), new Books(pool, store), clock)
  expect(await away.factsOf('demo', 'sandbox', DAY)).toMatchObject({ refused: true, code: 'StatementNotRead', details: { why: 'connection-lost' } })
})
