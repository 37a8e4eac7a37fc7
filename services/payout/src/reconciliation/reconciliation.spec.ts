import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Role } from '@recourse/kernel'
import { SandboxChannel, type PaymentChannel } from '@recourse/payment-channels'
import { startAlipaySandbox, startWechatSandbox, type RunningAlipaySandbox, type RunningWechatSandbox } from '@recourse/payment-channels/testing'
import { ConsumerHost } from '@recourse/platform'
import type { TestAnswer, TestIdentity } from '@recourse/platform/testing'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { cny, HOUR_ms, PayoutBench, people, type Wanted } from '../spec-support.js'
import { Books } from './books.js'
import { DayReader } from './day-reader.js'
import { ReconciliationRunner } from './runner.js'

const NOW = '2026-11-22T08:00:00.000Z'
const DAY = '2026-11-22'
const MINUTE_ms = 60_000

let database: TestDatabase
let wechat: RunningWechatSandbox
let alipay: RunningAlipaySandbox
let bench: PayoutBench
let views: ConsumerHost

// The service's views run by themselves; policies and deadlines only as a spec says, so that a day can be reconciled before anybody asks the channel.
beforeAll(async () => {
  database = await createTestDatabase()
  const clock = (): Date => new Date(bench?.now ?? NOW)
  wechat = await startWechatSandbox(database.url, clock)
  alipay = await startAlipaySandbox(database.url, { clock })
  bench = await PayoutBench.open({ consumers: false, now: NOW, channels: [wechat.channel(), alipay.channel(), withoutStatements] })
  setSandboxClock()
  views = new ConsumerHost(bench.service.infrastructure, { projections: bench.parts.projections! })
  await views.start()
})
afterAll(async () => {
  await views.stop()
  await bench.close()
  await alipay.stop()
  await wechat.stop()
  await database.drop()
})

const as = (roles: Role | Role[], identity?: TestIdentity) => bench.service.as(roles, identity)
const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]
const reconcile = (channel: string, day = DAY, who = as('operations')): Promise<TestAnswer> => who.post('/reconciliations', { channel, day })

/** Takes part in everything but reconciliation. */
const withoutStatements: PaymentChannel = {
  name: 'cash-desk', rules: new SandboxChannel({ url: 'http://127.0.0.1:9', secret: 'never used in here' }).rules,
  refund: async () => ({ outcome: 'accepted', channelReference: 'drawer' }), query: async () => ({ outcome: 'not-found' }), statement: async () => ({ outcome: 'not-ready' }),
}

const reported = async (channel: string, day = DAY): Promise<any> => {
  const { status, body } = await reconcile(channel, day)
  expect({ status, body }).toMatchObject({ status: 201 })
  return (await as('auditor').get(`/reconciliations/${body.id}`)).body
}
const openOf = (report: { differences: { status: string }[] }): any[] => report.differences.filter(({ status }) => status !== 'resolved')

const paidCase = async (wanted: Wanted = {}): Promise<string> => {
  const caseId = await bench.approvedCase(wanted)
  await bench.settle()
  return caseId
}
const statusOf = async (caseId: string): Promise<string> => (await bench.caseOf(caseId)).payouts[1]!.status

/** Lets time pass; nothing else happens meanwhile. */
const until = (instant: string): void => bench.forward(Date.parse(instant) - Date.parse(bench.now))
/** Until noon after the day, when every statement is out. */
const nextDay = (): void => bench.forward(20 * HOUR_ms)

let ahead_ms = 0
/** The sandbox's clock is the machine's, moved on by so much. */
const setSandboxClock = (): void => {
  const by_ms = Date.parse(bench.now) - Date.now() - ahead_ms
  ahead_ms += by_ms
  bench.sandbox.pass(by_ms)
}

const refundKey = async (caseId: string, channel = 'sandbox') => {
  const { paymentLegs } = await bench.orderOf(caseId)
  return { outRefundNo: `${caseId}-1`, paymentReference: paymentLegs.find((leg) => leg.channel === channel)!.reference }
}

const paidAtTheChannel = (channel: PaymentChannel, outRefundNo: string, paymentReference: string) =>
  channel.refund({ outRefundNo, paymentReference, amount: cny(3_300), paid: cny(10_000), reason: 'by hand' })

describe('a day of the sandbox', () => {
  const cases: Record<string, string> = {}
  const foreign = '@SUM-1'

  it('is not reconciled before it is over', async () => {
    cases['paid'] = await paidCase()
    cases['lost'] = await paidCase({ payee: 'wrong-name' })
    cases['returned'] = await paidCase({ behaviour: 'returned' })
    cases['differing'] = await paidCase()
    cases['ours'] = await bench.approvedCase()
    expect(await Promise.all(['paid', 'lost', 'returned', 'differing'].map((name) => statusOf(cases[name]!)))).toEqual(['confirmed', 'failed', 'confirmed', 'confirmed'])
    expect(code(await reconcile('sandbox'))).toEqual([422, 'DayNotOver'])
  })

  it('differs in what we lost, what others paid, what is not alike, what came back, and what the channel does not know', async () => {
    const channel = bench.sandbox.channel()
    const lost = await refundKey(cases['lost']!)
    await channel.refund({ ...lost, amount: cny(10_000), paid: cny(10_000), reason: '退款', payee: { accountName: '林小满', accountNo: '6222-fine' } })
    expect((await channel.query(await refundKey(cases['returned']!))).outcome).toBe('returned')
    await paidAtTheChannel(channel, foreign, randomUUID())
    await tamper(cases['differing']!, 9_000)
    await bench.only('when-refund-approved-then-request-payout', cases['ours']!)
    await bench.accepted(bench.send(people.service, cases['ours']!, {
      type: 'RecordPayoutConfirmed', payoutNo: 1, amount: cny(10_000), channelReference: 'nobody knows', settledAt: bench.now,
    }))
    nextDay()
    const report = await reported('sandbox')
    expect(report).toMatchObject({
      channel: 'sandbox', day: DAY, settled: false,
      run: { run: 1, by: 'operations', counts: { ours: 4, theirs: 6, matched: 2, oursOnly: 1, theirsOnly: 3, differing: 1, repeated: 0, unlisted: 0 } },
    })
    expect(report.run.sums).toEqual([{ currency: 'CNY', ours_minor: 40_000, theirs_minor: 10_000 + 10_000 + 0 + 9_000 + 3_300 }])
    const found = Object.fromEntries(report.differences.map(({ outRefundNo, ...difference }: any) => [outRefundNo, difference]))
    expect(found[`${cases['lost']}-1`]).toMatchObject({ kind: 'theirs-only', caseId: cases['lost'], payoutNo: 1, theirs: { kind: 'refund', amount: cny(10_000) } })
    expect(found[`${cases['returned']}-1`]).toMatchObject({ kind: 'theirs-only', caseId: cases['returned'], theirs: { kind: 'return' } })
    expect(found[foreign]).toMatchObject({ kind: 'theirs-only', theirs: { amount: cny(3_300) } })
    expect(found[foreign]).not.toHaveProperty('caseId')
    expect(found[`${cases['differing']}-1`]).toMatchObject({ kind: 'differing', aspects: ['amount'], ours: { amount: cny(10_000) }, theirs: { amount: cny(9_000) } })
    expect(found[`${cases['ours']}-1`]).toMatchObject({ kind: 'ours-only', ours: { amount: cny(10_000) } })
    expect(report.differences).toHaveLength(5)
  })

  it('makes payout ask the channel, which says what was lost and what came back; money moves no second time', async () => {
    await bench.settle()
    expect(await statusOf(cases['lost']!)).toBe('confirmed')
    expect(await statusOf(cases['returned']!)).toBe('returned')
    expect(await statusOf(cases['ours']!)).toBe('confirmed')
    expect(await bench.moved(cases['lost']!)).toEqual([10_000])
    const report = await reported('sandbox')
    expect(report.run.run).toBe(2)
    expect(openOf(report).map(({ kind, outRefundNo }) => [kind, outRefundNo]).sort()).toEqual([
      ['differing', `${cases['differing']}-1`], ['ours-only', `${cases['ours']}-1`], ['theirs-only', foreign],
    ])
  })

  it('is a report for spreadsheets, too, in which nothing is a formula', async () => {
    const { id } = (await reconcile('sandbox')).body
    const { headers, body } = await as('finance-maker').get(`/reconciliations/${id}`, { others: { accept: 'text/csv' } })
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="reconciliation-sandbox-2026-11-22.csv"' })
    const [head, ...rows] = String(body).trim().split('\r\n')
    expect(head).toMatch(/^"channel","day","no","difference","status"/)
    expect(rows).toHaveLength(5)
    expect(rows.find((row) => row.includes('@SUM-1'))).toContain(`"'@SUM-1"`)
    expect(String(body)).not.toMatch(/"[=+@-]/)
  })

  it('comes to drift zero once the channel corrects itself and finance has settled the rest, a write-off by two people', async () => {
    await tamper(cases['differing']!, 10_000)
    const report = await reported('sandbox')
    const [first, second] = openOf(report)
    const path = (no: number) => `/reconciliations/${report.reconciliationId}/differences/${no}/resolution`
    const writeOff = { how: 'WRITTEN_OFF', reason: 'VOUCHER 7' }
    expect(code(await as('operations').post(path(first.no), writeOff))).toEqual([403, 'RoleNotPermitted'])
    expect(await as('finance-maker', { id: 'wu' }).post(path(first.no), writeOff)).toMatchObject({ status: 200, body: { repeated: false } })
    expect(code(await as(['finance-maker', 'finance-checker'], { id: 'wu' }).post(path(first.no), writeOff))).toEqual([403, 'ConfirmerIsProposer'])
    expect(code(await as('finance-maker', { id: 'qian' }).post(path(first.no), writeOff))).toEqual([403, 'WriteOffNeedsChecker'])
    expect(await as('finance-checker').post(path(first.no), writeOff)).toMatchObject({ status: 200 })
    expect(await as('finance-checker').post(path(second.no), { how: 'BOOKED_ELSEWHERE', reason: 'SHOP DESK' })).toMatchObject({ status: 200 })
    expect(code(await as('finance-checker').post(path(second.no), writeOff))).toEqual([409, 'DifferenceAlreadyResolved'])
    const after = await reported('sandbox')
    expect(after).toMatchObject({ settled: true, run: { counts: { unlisted: 0 } } })
    expect(openOf(after)).toEqual([])
  })

  const tamper = async (caseId: string, minor: number): Promise<void> => {
    await bench.service.infrastructure.pool.query('UPDATE sandbox_channel.refund SET amount_minor = $1 WHERE out_refund_no = $2', [minor, `${caseId}-1`])
  }
})

describe.each<[string, () => RunningWechatSandbox | RunningAlipaySandbox, string, string]>([
  ['wechat-pay', () => wechat, '', '2026-11-23'],
  ['alipay', () => alipay, 'pending', '2026-11-24'],
])('a day of %s, over its own statement', (channel, sandbox, ending, day) => {
  const reference = async (): Promise<string> => {
    const made = `${randomUUID().replaceAll('-', '').slice(0, 20)}${ending}`
    if (channel === 'alipay') await alipay.open(made, 10_000)
    return made
  }
  const left = (outRefundNo: string) => eventually(`${outRefundNo} left`, async () => (await sandbox().movements()).some((movement) => movement.outRefundNo === outRefundNo))
  let [paid, lost] = ['', '']
  const foreign = `shop-desk-${channel}`

  it('waits for a statement that is not made yet', async () => {
    paid = await paidCase({ channel, reference: await reference() })
    bench.forward(11 * MINUTE_ms)
    await left(`${paid}-1`)
    await bench.later(10 * MINUTE_ms)
    expect(await statusOf(paid)).toBe('confirmed')
    lost = await paidCase({ channel, reference: await reference() })
    await paidAtTheChannel(sandbox().channel(), foreign, await reference())
    bench.forward(11 * MINUTE_ms)
    await left(`${lost}-1`)
    await left(foreign)
    expect(await statusOf(lost)).not.toBe('confirmed')
    until(`${day}T16:30:00.000Z`)
    expect(code(await reconcile(channel, day))).toEqual([409, 'StatementNotReady'])
  })

  it('finds a payout that nobody recorded and one that nobody here made; then only what finance has to settle', async () => {
    bench.forward(11 * HOUR_ms)
    const report = await reported(channel, day)
    expect(report.run.counts).toMatchObject({ ours: 1, theirs: 3, matched: 1, theirsOnly: 2 })
    expect(openOf(report).map(({ outRefundNo, caseId }) => [outRefundNo, caseId]).sort()).toEqual([[`${lost}-1`, lost], [foreign, undefined]].sort())
    await bench.settle()
    expect(await statusOf(lost)).toBe('confirmed')
    const again = await reported(channel, day)
    expect(openOf(again).map(({ outRefundNo }) => outRefundNo)).toEqual([foreign])
    const { no } = openOf(again)[0]
    await as('finance-maker').post(`/reconciliations/${report.reconciliationId}/differences/${no}/resolution`, { how: 'BOOKED_ELSEWHERE', reason: 'SHOP DESK' })
    expect(await reported(channel, day)).toMatchObject({ settled: true, run: { counts: { ours: 2, matched: 2 } } })
    expect((await sandbox().movements()).filter(({ outRefundNo }) => outRefundNo === `${lost}-1`)).toHaveLength(1)
  })
})

describe('midnight at the channel', () => {
  const [day, next] = ['2026-11-25', '2026-11-26']

  /** A payout that the channel dates otherwise than we do. */
  const datedApart = async (here: string, there: string): Promise<string> => {
    const caseId = await bench.approvedCase()
    await bench.only('when-refund-approved-then-request-payout', caseId)
    const key = await refundKey(caseId)
    await bench.sandbox.channel().refund({ ...key, amount: cny(10_000), paid: cny(10_000), reason: '退款' })
    await bench.service.infrastructure.pool.query('UPDATE sandbox_channel.movement SET at = $1 WHERE out_refund_no = $2', [there, key.outRefundNo])
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount: cny(10_000), channelReference: 'r', settledAt: here }))
    return caseId
  }

  it('makes no difference, whichever side was first', async () => {
    await datedApart(`${day}T16:00:20.000Z`, `${day}T15:59:59.000Z`)
    await datedApart(`${day}T15:59:59.000Z`, `${day}T16:00:20.000Z`)
    until(`${day}T20:00:00.000Z`)
    expect(await reported('sandbox', day)).toMatchObject({ settled: true, run: { counts: { ours: 1, theirs: 1, matched: 1 } } })
    until(`${next}T20:00:00.000Z`)
    expect(await reported('sandbox', next)).toMatchObject({ settled: true, run: { counts: { ours: 1, theirs: 1, matched: 1 } } })
    expect(await reported('sandbox', day)).toMatchObject({ settled: true, run: { run: 2 } })
  })
})

describe('several tenants behind one channel', () => {
  const day = '2026-11-27'
  const theirs: string[] = []

  it('see their own money only, and each other\'s lines are no differences', async () => {
    until(`${day}T08:00:00.000Z`)
    setSandboxClock()
    await paidCase()
    theirs.push(await bench.of('other').approvedCase(), await bench.of('other').approvedCase({ payee: 'wrong-name' }))
    await bench.settle()
    const { paymentLegs } = await bench.of('other').orderOf(theirs[1]!)
    await bench.sandbox.channel().refund({
      outRefundNo: `${theirs[1]}-1`, paymentReference: paymentLegs[0]!.reference, amount: cny(10_000), paid: cny(10_000), reason: '退款', payee: { accountName: '林小满', accountNo: '6222-fine' },
    })
    nextDay()
    expect(await reported('sandbox', day)).toMatchObject({ settled: true, differences: [], run: { counts: { ours: 1, theirs: 1, matched: 1 } } })
    const other = as('operations', { tenant: 'other' })
    const { body } = await reconcile('sandbox', day, other)
    const report = (await other.get(`/reconciliations/${body.id}`)).body
    expect(report.differences.map(({ kind, caseId }: { kind: string; caseId: string }) => [kind, caseId])).toEqual([['theirs-only', theirs[1]]])
    expect(report.run.counts).toMatchObject({ ours: 1, theirs: 2, matched: 1 })
    expect(code(await as('operations').get(`/reconciliations/${body.id}`))).toEqual([404, 'UnknownReconciliation'])
    expect(code(await as('finance-maker').post(`/reconciliations/${body.id}/differences/1/resolution`, { how: 'RECOVERED', reason: 'x' }))).toEqual([404, 'UnknownReconciliation'])
    const position = await bench.service.infrastructure.store.head()
    const lists = await Promise.all(['/reconciliations', '/reconciliation-differences'].map((path) => other.get(`${path}?min_position=${position}`)))
    expect(lists.map(({ body: { items } }) => items.length)).toEqual([1, 1])
  })

  it('need one of them to look into what nobody knows', async () => {
    await paidAtTheChannel(bench.sandbox.channel(), 'nobody-knows', randomUUID())
    const { rows } = await bench.service.infrastructure.pool.query<{ at: Date }>('SELECT at FROM sandbox_channel.movement WHERE out_refund_no = $1', ['nobody-knows'])
    const unknownOn = new Date(rows[0]!.at.getTime() + 8 * HOUR_ms).toISOString().slice(0, 10)
    nextDay()
    nextDay()
    expect(code(await reconcile('sandbox', unknownOn))).toEqual([409, 'LinesWithoutTenant'])
    const runner = await runnerFor('other')
    await runner.runDue()
    const found = async (tenant: string) => {
      const { body } = await as('auditor', { tenant }).get(`/reconciliation-differences?min_position=${await bench.service.infrastructure.store.head()}&limit=200`)
      return body.items.filter(({ outRefundNo }: { outRefundNo: string }) => outRefundNo === 'nobody-knows')
    }
    expect(await found('other')).toMatchObject([{ kind: 'theirs-only', day: unknownOn, caseId: null, status: 'open', theirs_minor: 3_300 }])
    expect(await found('demo')).toEqual([])
  })
})

/** Of another process, with the setting that names who looks into what nobody knows. */
const runnerFor = async (tenant: string): Promise<ReconciliationRunner> => {
  process.env['RECONCILIATION_TENANT'] = tenant
  try {
    return (await bench.another()).runners!.find((runner): runner is ReconciliationRunner => runner instanceof ReconciliationRunner)!
  } finally {
    delete process.env['RECONCILIATION_TENANT']
  }
}

describe('the runner', () => {
  const days = async (channel: string, tenant = 'demo'): Promise<[string, number][]> => {
    const { body } = await as('auditor', { tenant }).get(`/reconciliations?channel=${channel}&limit=200&min_position=${await bench.service.infrastructure.store.head()}`)
    return body.items.map(({ day, run }: { day: string; run: number }) => [day, run]).sort()
  }

  it('has caught up with every day since money first went that way', async () => {
    expect((await days('sandbox')).map(([day]) => day)).toEqual(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'])
    expect((await days('wechat-pay')).map(([day]) => day)[0]).toBe('2026-11-23')
    expect((await days('cash-desk'))).toEqual([])
  })

  it('does nothing twice on one day, and runs what is not settled again on the next', async () => {
    const runner = await runnerFor('other')
    const head = await bench.service.infrastructure.store.head()
    await runner.runDue()
    expect(await bench.service.infrastructure.store.head()).toBe(head)
    const before = new Map(await days('sandbox', 'other'))
    bench.forward(24 * HOUR_ms)
    await runner.runDue()
    const after = await days('sandbox', 'other')
    const runAgain = after.filter(([day, run]) => run !== before.get(day)).map(([day]) => day)
    const open = (await as('auditor', { tenant: 'other' }).get('/reconciliations?settled=false')).body.items.map(({ day }: { day: string }) => day)
    expect(runAgain).toEqual(expect.arrayContaining(open))
    expect(after.filter(([day, run]) => run === before.get(day)).length).toBeGreaterThan(0)
  })

  it('waits for a statement, and takes it when it is there', async () => {
    const runner = await runnerFor('other')
    until(`${bench.now.slice(0, 10)}T16:30:00.000Z`)
    const yesterday = bench.now.slice(0, 10)
    await runner.runDue()
    expect((await days('sandbox')).map(([day]) => day)).toContain(yesterday)
    expect((await days('wechat-pay')).map(([day]) => day)).not.toContain(yesterday)
    bench.forward(10 * HOUR_ms)
    await runner.runDue()
    expect((await days('wechat-pay')).map(([day]) => day)).toContain(yesterday)
  })
})

describe('the doors', () => {
  const QUIET_DAY = '2026-11-25'

  it.each<[string, object, number, string]>([
    ['a day that is still to come', { channel: 'sandbox', day: '2199-01-01' }, 422, 'DayNotOver'],
    ['a day that does not exist', { channel: 'sandbox', day: '2026-02-30' }, 400, 'InvalidRequest'],
    ['a time for a day', { channel: 'sandbox', day: NOW }, 400, 'InvalidRequest'],
    ['no day', { channel: 'sandbox' }, 400, 'InvalidRequest'],
    ['a channel that is not there', { channel: 'pigeons', day: QUIET_DAY }, 422, 'UnknownChannel'],
    ['a channel without statements', { channel: 'cash-desk', day: QUIET_DAY }, 409, 'StatementNotReady'],
    ['an unknown field', { channel: 'sandbox', day: DAY, colour: 'red' }, 400, 'InvalidRequest'],
  ])('refuse %s', async (_, body, status, problem) => {
    const answer = await as('finance-maker').post('/reconciliations', body)
    expect(answer).toMatchObject({ status, body: { code: problem, titles: { en: expect.any(String), 'zh-CN': expect.any(String) } } })
  })

  it.each<[Role, number]>([['finance-maker', 201], ['finance-checker', 201], ['operations', 201], ['auditor', 403], ['supervisor', 403], ['agent', 403], ['customer', 403]])(
    'let %s run a day: %d', async (role, status) => {
      expect((await reconcile('sandbox', QUIET_DAY, as(role))).status).toBe(status)
    })

  it('show reports to finance, operations and auditors, and to nobody else', async () => {
    const { id } = (await reconcile('sandbox', QUIET_DAY)).body
    for (const path of ['/reconciliations', `/reconciliations/${id}`, '/reconciliation-differences']) {
      for (const role of ['finance-maker', 'finance-checker', 'operations', 'auditor'] as const) expect((await as(role).get(path)).status).toBe(200)
      for (const role of ['agent', 'reviewer', 'customer'] as const) expect(code(await as(role).get(path))).toEqual([403, 'RoleNotPermitted'])
    }
    expect(code(await as('auditor').get(`/reconciliations/${randomUUID()}`))).toEqual([404, 'UnknownReconciliation'])
    expect((await as('auditor').get('/reconciliations/yesterday')).status).toBe(400)
  })

  it('repeat nothing under one key', async () => {
    const run = (body: object) => as('operations').post('/reconciliations', body, { key: 'once' })
    const first = await run({ channel: 'sandbox', day: QUIET_DAY })
    expect((await run({ channel: 'sandbox', day: QUIET_DAY })).body).toEqual({ ...first.body, repeated: true })
    expect(first.headers['etag']).toBe(`"${first.body.version}"`)
  })

  it.each<[string, object]>([['no reason', { how: 'RECOVERED' }], ['no known way', { how: 'FORGOTTEN', reason: 'x' }], ['vanishing by hand', { how: 'VANISHED', reason: 'x' }]])(
    'refuse to settle a difference with %s', async (_, body) => {
      const { id } = (await reconcile('sandbox', QUIET_DAY)).body
      expect(code(await as('finance-maker').post(`/reconciliations/${id}/differences/1/resolution`, body))).toEqual([400, 'InvalidRequest'])
      expect(code(await as('finance-maker').post(`/reconciliations/${id}/differences/99/resolution`, { how: 'RECOVERED', reason: 'x' }))).toEqual([404, 'UnknownDifference'])
    })

  it('do not let who ran the day settle what it found', async () => {
    const other = { tenant: 'other', id: 'wu' }
    const caseId = await bench.approvedCase()
    await bench.only('when-refund-approved-then-request-payout', caseId)
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount: cny(10_000), channelReference: 'r', settledAt: `${QUIET_DAY}T03:00:00.000Z` }))
    const { id } = (await reconcile('sandbox', QUIET_DAY, as('finance-maker', { id: 'wu' }))).body
    const { no } = openOf((await as('auditor').get(`/reconciliations/${id}`)).body)[0]
    expect(code(await as('finance-maker', { id: 'wu' }).post(`/reconciliations/${id}/differences/${no}/resolution`, { how: 'CHANNEL_ERROR', reason: 'x' }))).toEqual([403, 'ResolverRanIt'])
    expect(code(await as('finance-maker', other).post(`/reconciliations/${id}/differences/${no}/resolution`, { how: 'CHANNEL_ERROR', reason: 'x' }))).toEqual([404, 'UnknownReconciliation'])
  })
})

it('records nothing of a statement that cannot be read as a whole', async () => {
  const { pool, store, clock } = bench.service.infrastructure
  const away = new DayReader([new SandboxChannel({ url: 'http://127.0.0.1:9', secret: 'a secret of nobody' })], new Books(pool, store), clock)
  expect(await away.factsOf('demo', 'sandbox', DAY)).toMatchObject({ refused: true, code: 'StatementNotRead', details: { why: 'connection-lost' } })
})
