import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { TryAgainLater } from '@recourse/event-flow'
import type { EventOf } from '@recourse/kernel'
import { SandboxChannel } from '@recourse/payment-channels'
import { ReconciliationDifferenceFound, reconciliationIdOf, reconciliationStream } from '@recourse/reconciliation'
import { partsOver } from '../definition.js'
import { cny } from '../spec-support.js'
import { code, DAY, openOf, paidAtTheChannel, ReconciliationBench } from './spec-support.js'

let house: ReconciliationBench
beforeAll(async () => {
  house = await ReconciliationBench.open()
})
afterAll(() => house.close())

describe('a day of the sandbox', () => {
  const cases: Record<string, string> = {}
  const foreign = '@SUM-1'

  it('is not reconciled before it is over', async () => {
    cases['paid'] = await house.paidCase()
    cases['returned'] = await house.paidCase({ behaviour: 'returned' })
    cases['differing'] = await house.paidCase()
    cases['lost'] = await house.lostCase()
    cases['ours'] = await house.bookedCase()
    expect(await Promise.all(Object.values(cases).map((caseId) => house.statusOf(caseId)))).toEqual(['confirmed', 'confirmed', 'confirmed', 'failed', 'confirmed'])
    expect(code(await house.reconcile('sandbox'))).toEqual([422, 'DayNotOver'])
  })

  it('differs in what we lost, what others paid, what is not alike, what came back, and what the channel does not know', async () => {
    const channel = house.bench.sandbox.channel()
    expect((await channel.query(await house.keyOf(cases['returned']!))).outcome).toBe('returned')
    await paidAtTheChannel(channel, foreign)
    await house.tamper('refund SET amount_minor', 9_000, `${cases['differing']}-1`)
    house.nextDay()
    const report = await house.reported('sandbox')
    expect(report).toMatchObject({
      channel: 'sandbox', day: DAY, settled: false,
      run: { run: 1, by: 'operations', counts: { ours: 4, theirs: 6, matched: 2, oursOnly: 1, theirsOnly: 3, differing: 1, repeated: 0, unlisted: 0 } },
    })
    expect(report.run.sums).toEqual([{ currency: 'CNY', ours_minor: 40_000, theirs_minor: 10_000 + 10_000 - 10_000 + 9_000 + 10_000 + 3_300 }])
    const found = Object.fromEntries(report.differences.map((difference) => [difference.outRefundNo, difference]))
    expect(found[`${cases['lost']}-1`]).toMatchObject({ kind: 'theirs-only', caseId: cases['lost'], payoutNo: 1, theirs: { kind: 'refund', amount: cny(10_000) } })
    expect(found[`${cases['returned']}-1`]).toMatchObject({ kind: 'theirs-only', caseId: cases['returned'], theirs: { kind: 'return' } })
    expect(found[foreign]).toMatchObject({ kind: 'theirs-only', theirs: { amount: cny(3_300) } })
    expect(found[foreign]).not.toHaveProperty('caseId')
    expect(found[`${cases['differing']}-1`]).toMatchObject({ kind: 'differing', aspects: ['amount'], ours: { amount: cny(10_000) }, theirs: { amount: cny(9_000) } })
    expect(found[`${cases['ours']}-1`]).toMatchObject({ kind: 'ours-only', ours: { amount: cny(10_000) } })
    expect(report.differences).toHaveLength(5)
  })

  it('makes payout ask the channel, which says what was lost and what came back; money moves no second time', async () => {
    await house.bench.settle()
    expect(await Promise.all(['lost', 'returned', 'ours'].map((name) => house.statusOf(cases[name]!)))).toEqual(['confirmed', 'returned', 'confirmed'])
    expect(await house.bench.moved(cases['lost']!)).toEqual([10_000])
    const report = await house.reported('sandbox')
    expect(report.run.run).toBe(2)
    expect(openOf(report).map(({ kind, outRefundNo }) => [kind, outRefundNo]).sort()).toEqual([
      ['differing', `${cases['differing']}-1`], ['ours-only', `${cases['ours']}-1`], ['theirs-only', foreign],
    ])
  })

  it('is a fact of every case that it is about, before the channel says more, and so is how it ended', async () => {
    await house.bench.settle()
    const { reconciliationId } = await house.reported('sandbox')
    const [differed, settled] = await house.statementsOf(cases['lost']!)
    const place = { payoutNo: 1, reconciliationId, differenceNo: expect.any(Number) }
    const line = { kind: 'refund', amount: cny(10_000), at: expect.any(String), channelReference: expect.any(String) }
    expect(differed).toEqual(['StatementDiffered', { ...place, day: DAY, kind: 'theirs-only', theirs: line }])
    expect(settled).toEqual(['StatementDifferenceSettled', { ...place, how: 'VANISHED' }])
    const types = (await house.bench.historyOf(cases['lost']!)).map(({ type }) => type)
    expect(types.indexOf('StatementDiffered')).toBeLessThan(types.indexOf('PayoutConfirmed'))
    expect(await house.statementsOf(cases['differing']!)).toMatchObject([['StatementDiffered', { kind: 'differing', ours: { amount: cny(10_000) }, theirs: { amount: cny(9_000) } }]])
    expect(await house.statementsOf(cases['paid']!)).toEqual([])
  })

  it('is a report for spreadsheets, too, in which nothing is a formula', async () => {
    const { reconciliationId } = await house.reported('sandbox')
    const { headers, body } = await house.as('finance-maker').get(`/reconciliations/${reconciliationId}`, { others: { accept: 'text/csv' } })
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="reconciliation-sandbox-2026-11-22.csv"' })
    const [head, ...rows] = String(body).trim().split('\r\n')
    expect(head).toMatch(/^"channel","day","no","difference","status"/)
    const { differences } = (await house.as('finance-maker').get(`/reconciliations/${reconciliationId}`)).body
    const figures = rows.map((row) => JSON.parse(`[${row}]`) as string[]).map(([, , no, kind, status, , , , , ours = '', , , , theirs = '']) => [no, kind, status, ours, theirs])
    expect(figures).toEqual(differences.map((one: any) => [one.no, one.kind, one.status, one.ours?.amount.minor ?? '', one.theirs?.amount.minor ?? ''].map(String)))
    expect(rows).toHaveLength(5)
    expect(rows.find((row) => row.includes(foreign))).toContain(`"'@SUM-1"`)
    expect(String(body)).not.toMatch(/"[=+@-]/)
  })

  it('comes to drift zero once the channel corrects itself and finance has settled the rest, a write-off by two people', async () => {
    await house.tamper('refund SET amount_minor', 10_000, `${cases['differing']}-1`)
    const report = await house.reported('sandbox')
    const [first, second] = openOf(report)
    const settle = (who: ReturnType<ReconciliationBench['as']>, { no }: { no: number }, body: object) =>
      who.post(`/reconciliations/${report.reconciliationId}/differences/${no}/resolution`, body)
    const writeOff = { how: 'WRITTEN_OFF', reason: 'VOUCHER 7' }
    expect(code(await settle(house.as('operations'), first!, writeOff))).toEqual([403, 'RoleNotPermitted'])
    expect(await settle(house.as('finance-maker', { id: 'wu' }), first!, writeOff)).toMatchObject({ status: 200, body: { repeated: false } })
    expect(code(await settle(house.as(['finance-maker', 'finance-checker'], { id: 'wu' }), first!, writeOff))).toEqual([403, 'ConfirmerIsProposer'])
    expect(code(await settle(house.as('finance-maker', { id: 'qian' }), first!, writeOff))).toEqual([403, 'WriteOffNeedsChecker'])
    expect(await settle(house.as('finance-checker'), first!, writeOff)).toMatchObject({ status: 200 })
    expect(await settle(house.as('finance-checker'), second!, { how: 'BOOKED_ELSEWHERE', reason: 'SHOP DESK' })).toMatchObject({ status: 200 })
    expect(code(await settle(house.as('finance-checker'), second!, writeOff))).toEqual([409, 'DifferenceAlreadyResolved'])
    const after = await house.reported('sandbox')
    expect(after).toMatchObject({ settled: true, run: { counts: { unlisted: 0 } } })
    expect(openOf(after)).toEqual([])
    await house.bench.settle()
    const ends = await Promise.all(['differing', 'ours'].map(async (name) => (await house.statementsOf(cases[name]!)).at(-1)))
    expect(ends).toMatchObject([['StatementDifferenceSettled', { how: 'VANISHED' }], ['StatementDifferenceSettled', { how: 'BOOKED_ELSEWHERE' }]])
  })
})

it('the channel is asked until it answers', async () => {
  const { infrastructure } = house.bench.service
  const [found] = (await infrastructure.aggregates.history(reconciliationStream('demo', reconciliationIdOf('demo', 'sandbox', DAY))))
    .filter((event): event is EventOf<typeof ReconciliationDifferenceFound> => event.type === 'ReconciliationDifferenceFound' && 'caseId' in (event.data as object))
  const { policies } = partsOver(infrastructure, [new SandboxChannel({ url: 'http://127.0.0.1:9', secret: 'a secret of nobody' })])
  const policy = policies!.find(({ types }) => types.has(ReconciliationDifferenceFound.type))!
  const { caseId } = found!.data
  const before = await house.statementsOf(caseId!)
  await expect(policy.effect(found!, house.bench.executionFor(policy, found!))).rejects.toThrow(TryAgainLater)
  expect(await house.statementsOf(caseId!)).toEqual(before)
})

describe('midnight at the channel', () => {
  const [day, next] = ['2026-11-25', '2026-11-26']

  /** A payout that the channel dates otherwise than we do. */
  const datedApart = async (here: string, there: string): Promise<void> => {
    const caseId = await house.bookedCase(here)
    const key = await house.keyOf(caseId)
    await house.bench.sandbox.channel().refund({ ...key, amount: cny(10_000), paid: cny(10_000), reason: '退款' })
    await house.tamper('movement SET at', there, key.outRefundNo)
  }

  it('makes no difference, whichever side was first', async () => {
    await datedApart(`${day}T16:00:20.000Z`, `${day}T15:59:59.000Z`)
    await datedApart(`${day}T15:59:59.000Z`, `${day}T16:00:20.000Z`)
    house.until(`${day}T20:00:00.000Z`)
    expect(await house.reported('sandbox', day)).toMatchObject({ settled: true, run: { counts: { ours: 1, theirs: 1, matched: 1 } } })
    house.until(`${next}T20:00:00.000Z`)
    expect(await house.reported('sandbox', next)).toMatchObject({ settled: true, run: { counts: { ours: 1, theirs: 1, matched: 1 } } })
    expect(await house.reported('sandbox', day)).toMatchObject({ settled: true, run: { run: 2 } })
  })

  it('does not hide what no day\'s statement has', async () => {
    const late = await house.bookedCase('2026-11-27T15:59:59.000Z')
    const early = await house.bookedCase('2026-11-27T17:00:00.000Z')
    house.until('2026-11-28T20:00:00.000Z')
    expect(await house.reported('sandbox', '2026-11-27')).toMatchObject({ settled: true })
    expect(openOf(await house.reported('sandbox', '2026-11-28')).map(({ kind, caseId }) => [kind, caseId]).sort()).toEqual([['ours-only', early], ['ours-only', late]].sort())
  })
})

describe('a payout that had left and come back before anybody knew', () => {
  it('is no difference on the day it left, and none on the day it came back', async () => {
    const { bench } = house
    house.until('2026-11-29T08:00:00.000Z')
    house.setSandboxClock()
    const caseId = await bench.approvedCase({ behaviour: 'returned' })
    await bench.only('when-refund-approved-then-request-payout', caseId)
    const [channel, key] = [bench.sandbox.channel(), await house.keyOf(caseId)]
    await channel.refund({ ...key, amount: cny(10_000), paid: cny(10_000), reason: '退款' })
    house.until('2026-12-01T08:00:00.000Z')
    house.setSandboxClock()
    expect((await channel.query(key)).outcome).toBe('returned')
    await bench.settle()
    expect(await house.statusOf(caseId)).toBe('failed')
    house.nextDay()
    expect(openOf(await house.reported('sandbox', '2026-12-01')).map(({ kind, theirs }) => [kind, theirs!.kind])).toEqual([['theirs-only', 'return']])
    await bench.settle()
    expect(await house.statusOf(caseId)).toBe('returned')
    expect(await house.reported('sandbox', '2026-11-29')).toMatchObject({ settled: true, run: { counts: { ours: 1, theirs: 1, matched: 1 } } })
    expect(await house.reported('sandbox', '2026-12-01')).toMatchObject({ settled: true, run: { counts: { ours: 1, theirs: 1, matched: 1 } } })
  })
})
