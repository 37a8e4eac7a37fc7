import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DeadlinePoller, Leases, PostgresFlowStore } from '@recourse/event-flow'
import { refundCaseStream } from '@recourse/refund-case'
import { spotCheckDecider, spotCheckStream } from '@recourse/spot-check'
import { correctiveActionDeadlines } from './react/corrective-action-deadlines.js'
import { AuditBench, code, decider, HOUR_ms, NOW, type WantedCase } from './spec-support.js'

const DAY_ms = 24 * HOUR_ms
const CHECKLIST = ['clause-fits', 'amount-right', 'evidence-sufficient', 'in-time', 'four-eyes', 'customer-informed', 'tone']
const hex = (text: string): string => createHash('sha256').update(text).digest('hex')
const SEED = hex('twenty dice')

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const leader = () => as('supervisor', { id: 'chen' })
const answers = (...notOk: readonly string[]) => CHECKLIST.map((item) => ({ item, finding: notOk.includes(item) ? 'NOT_OK' : 'OK' }))
const check = (round: string, caseId: string, given = answers(), by = leader()) => by.post(`/spot-checks/${round}/checks/${caseId}/result`, { answers: given, note: 'CANARY' })
const roundOf = async (id: string) => (await as('auditor').get(`/spot-checks/${id}`)).body

/** A closed case that `reviewer` had a hand in; `lin`'s, unless it says otherwise. */
const closedCase = async (wanted: WantedCase = {}): Promise<string> => {
  const caseId = await bench.reviewedCase(wanted)
  await bench.service.given(decider, refundCaseStream(wanted.tenant ?? 'demo', caseId), { type: 'WithdrawRefund', reason: 'MIND_CHANGED' }, { id: 'lin', roles: ['customer'] })
  return caseId
}

const commit = async (body: object = {}, seed = SEED): Promise<string> => {
  const answer = await leader().post('/spot-checks', { from: '2026-11-22T00:00:00+08:00', to: '2026-11-29T00:00:00+08:00', seedSha256: hex(seed), packs: ['food-delivery'], ...body })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body.id
}

describe('a round of spot checks (MB34)', () => {
  let [round, drawn]: [string, string] = ['', '']
  const closed: string[] = []

  it('is announced while its period runs, and nobody learns the seed', async () => {
    round = await commit()
    expect(await roundOf(round)).toMatchObject({ status: 'committed', committedBy: 'chen', draw: { seedSha256: hex(SEED), rates: [{ pack: 'food-delivery', share_percent: 5, atLeast: 1 }] }, checks: [] })
    expect(JSON.stringify(await roundOf(round))).not.toContain(SEED)
    for (let count = 0; count < 3; count += 1) closed.push(await closedCase())
    await bench.caseWith()
    expect(code(await leader().post(`/spot-checks/${round}/reveal`, { seed: SEED }))).toEqual([409, 'PeriodNotOver'])
  })

  it('is for supervisors and operations; auditors read it and change nothing (MB32)', async () => {
    const body = { from: NOW, to: '2026-12-01T00:00:00Z', seedSha256: hex(SEED) }
    expect(code(await as('auditor').post('/spot-checks', body))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('auditor').post(`/spot-checks/${round}/reveal`, { seed: SEED }))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('agent').get('/spot-checks'))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('supervisor', { tenant: 'other' }).get(`/spot-checks/${round}`))).toEqual([404, 'NotFound'])
    expect(code(await leader().post('/spot-checks', { ...body, to: '2026-11-22T00:00:00Z' }))).toEqual([422, 'PeriodEmpty'])
    expect(code(await leader().post('/spot-checks', { ...body, from: '2026-11-01T00:00:00Z', to: '2026-11-20T00:00:00Z' }))).toEqual([409, 'CommittedTooLate'])
    expect(code(await leader().post('/spot-checks', { ...body, packs: ['astrology'] }))).toEqual([422, 'UnknownPack'])
    expect(code(await leader().post('/spot-checks', { ...body, seedSha256: 'guess' }))).toEqual([400, 'InvalidRequest'])
  })

  it('draws from the closed cases of the period by the announced seed, and from nothing else', async () => {
    bench.forward(7 * DAY_ms)
    expect(code(await leader().post(`/spot-checks/${round}/reveal`, { seed: hex('more fitting') }))).toEqual([422, 'SeedDiffers'])
    const later = await closedCase()
    const { status, body } = await leader().post(`/spot-checks/${round}/reveal`, { seed: SEED })
    expect({ status, body }).toMatchObject({ status: 200 })
    const { draw, checks } = await roundOf(round)
    expect(draw.strata).toEqual([{ pack: 'food-delivery', outcome: 'withdrawn', population: [...closed].sort(), selected: [expect.any(String)] }])
    expect(draw.strata[0].population).not.toContain(later)
    drawn = checks[0].caseId
    expect(code(await leader().post(`/spot-checks/${round}/reveal`, { seed: SEED }))).toEqual([409, 'AlreadyRevealed'])
  })

  it('can be drawn again by anybody from what is told', async () => {
    const { draw } = await roundOf(round)
    const population: string[] = draw.strata.flatMap((stratum: { population: string[] }) => stratum.population)
    expect(hex(draw.seed)).toBe(draw.seedSha256)
    expect(hex(JSON.stringify([...population].sort()))).toBe(draw.populationSha256)
    const [first] = population.map((caseId) => [hex(`${draw.seed}/${draw.populationSha256}/${caseId}`), caseId] as const).sort(([a], [b]) => (a < b ? -1 : 1))
    expect(drawn).toBe(first![1])
  })

  it('is noted on the case that it drew', async () => {
    await bench.service.handled('when-spot-check-revealed-then-note-on-cases', await bench.head())
    expect((await bench.typesOf(drawn)).at(-1)).toBe('SpotCheckSelected')
  })

  it('is checked by a person who did not handle the case, item by item (MB33)', async () => {
    expect(code(await check(round, drawn, answers(), as('reviewer')))).toEqual([403, 'CheckerHandledCase'])
    expect(code(await leader().post(`/spot-checks/${round}/checks/${drawn}/assignment`, { checker: 'reviewer' }))).toEqual([403, 'CheckerHandledCase'])
    expect(code(await check(round, drawn, answers(), bench.service.as('supervisor', { id: 'lin' })))).toEqual([403, 'CheckerHandledCase'])
    expect(code(await check(round, drawn, answers().slice(1)))).toEqual([422, 'ChecklistIncomplete'])
    expect(code(await check(round, closed.find((caseId) => caseId !== drawn)!))).toEqual([404, 'CaseNotSelected'])
    expect((await leader().post(`/spot-checks/${round}/checks/${drawn}/assignment`, { checker: 'chen' })).status).toBe(200)
    expect(code(await check(round, drawn, answers(), as('operations')))).toEqual([403, 'CheckOfAnother'])
    expect((await check(round, drawn, answers('tone'))).status).toBe(200)
    expect(await roundOf(round)).toMatchObject({ status: 'revealed', checks: [{ caseId: drawn, checker: 'chen', ok: false }] })
    const types = (await roundOf(round)).checklist.map(({ type }: { type: string }) => type)
    expect([...new Set(types)]).toEqual(['POLICY', 'PROCESS', 'QUALITY'])
  })

  it('stays open until a corrective action has helped, which another person than its owner says (MB35)', async () => {
    const actions = `/spot-checks/${round}/corrective-actions`
    const body = { caseId: drawn, owner: 'li', dueAt: new Date(Date.parse(bench.clock.now()) + DAY_ms).toISOString(), text: 'CANARY 回访客户' }
    const opened = await leader().post(actions, body)
    expect({ status: opened.status, body: opened.body }).toMatchObject({ status: 201, body: { actionId: expect.any(String) } })
    const { actionId } = opened.body
    const verify = (given: object, by = leader()) => by.post(`${actions}/${actionId}/verification`, given)
    const done = (by: string) => as('agent', { id: by }).post(`${actions}/${actionId}/completion`, { note: 'CANARY' })
    const { body: own } = await as('agent', { id: 'li' }).get(`/corrective-actions?min_position=${opened.body.position}`)
    expect(own.items).toMatchObject([{ roundId: round, actionId, owner: 'li', status: 'open', text: 'CANARY 回访客户' }])
    expect((await as('agent', { id: 'somebody' }).get('/corrective-actions')).body.items).toEqual([])
    expect((await as('auditor').get('/corrective-actions')).body.items[0]).not.toHaveProperty('text')
    expect(code(await verify({ solved: true }))).toEqual([409, 'ActionNotDone'])
    expect(code(await done('somebody'))).toEqual([403, 'ActionOfAnother'])
    expect((await done('li')).status).toBe(200)
    expect(code(await verify({ solved: true }, as('operations', { id: 'li' })))).toEqual([403, 'VerifierIsOwner'])
    expect((await verify({ solved: false, dueAt: new Date(Date.parse(bench.clock.now()) + 2 * DAY_ms).toISOString() })).status).toBe(200)
    expect((await done('li')).status).toBe(200)
    expect((await verify({ solved: true })).status).toBe(200)
    expect(await roundOf(round)).toMatchObject({ status: 'closed', actions: [{ actionId, status: 'verified' }] })
    expect(JSON.stringify(await roundOf(round))).not.toContain('CANARY')
  })

  it('is listed, and its case tells how it ended', async () => {
    const position = await bench.head()
    const { body } = await as('auditor').get(`/spot-checks?status=closed&min_position=${position}`)
    expect(body.items).toMatchObject([{ roundId: round, drawn: 1, checked: 1, findings: 1, openActions: 0 }])
    await bench.service.handled('when-check-completed-then-note-on-case', position)
    expect((await as('auditor').get(`/refund-cases/${drawn}`)).body).toMatchObject({ phase: 'closed', spotChecks: { [round]: 'findings' } })
  })
})

it('a round that nobody can draw is given up on record (MB34)', async () => {
  const round = await commit({ to: '2027-03-01T00:00:00Z' })
  const giveUp = (by = leader()) => by.post(`/spot-checks/${round}/abandonment`, { reason: 'SEED_LOST' })
  expect(code(await giveUp(as('auditor')))).toEqual([403, 'RoleNotPermitted'])
  expect(code(await leader().post(`/spot-checks/${round}/abandonment`, { reason: 'WHIM' }))).toEqual([400, 'InvalidRequest'])
  expect((await giveUp()).status).toBe(200)
  expect(await roundOf(round)).toMatchObject({ status: 'abandoned', abandoned: { by: 'chen', reason: 'SEED_LOST' } })
  expect(code(await giveUp())).toEqual([409, 'RoundAbandoned'])
  expect(code(await leader().post(`/spot-checks/${round}/reveal`, { seed: SEED }))).toEqual([409, 'RoundAbandoned'])
})

it('a corrective action past its due time is marked once (MB35)', async () => {
  const [from, to] = [bench.clock.now(), new Date(Date.parse(bench.clock.now()) + DAY_ms).toISOString()]
  const round = await commit({ from, to })
  await closedCase()
  bench.forward(DAY_ms)
  await leader().post(`/spot-checks/${round}/reveal`, { seed: SEED })
  const { checks: [{ caseId }] } = await roundOf(round)
  await check(round, caseId, answers('in-time'))
  const dueAt = new Date(Date.parse(bench.clock.now()) + HOUR_ms).toISOString()
  const { body } = await leader().post(`/spot-checks/${round}/corrective-actions`, { caseId, owner: 'li', dueAt, text: 'x' })
  await bench.service.handled('corrective_action_deadline', body.position)
  bench.forward(HOUR_ms)
  const { pool, aggregates, clock } = bench.service.infrastructure
  const pollers = ['a', 'b'].map((holder) => new DeadlinePoller({ state: new PostgresFlowStore(pool), aggregates, clock, leases: new Leases(pool, holder) }, correctiveActionDeadlines))
  await Promise.all(pollers.map((poller) => poller.fireDue()))
  expect((await roundOf(round)).actions).toMatchObject([{ overdue: true, status: 'open' }])
  const { events } = await bench.service.infrastructure.aggregates.load(spotCheckDecider, spotCheckStream('demo', round))
  expect(events.filter(({ type }) => type === 'CorrectiveActionOverdue')).toHaveLength(1)
})
