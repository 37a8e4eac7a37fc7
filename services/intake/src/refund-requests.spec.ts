import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Actor, Role } from '@recourse/kernel'
import type { TestIdentity } from '@recourse/platform/testing'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream } from '@recourse/refund-case'
import { RESERVE_ON_ORDER } from './react/when-refund-requested-then-reserve-on-order.policy.js'
import { code, IntakeBench, NEW_PACK_FROM, NOW, openingOf, pointers, requestFor } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open()
})
afterEach(() => {
  bench.clock.instant = NOW
})
afterAll(() => bench.close())

const CUSTOMER: Actor = { id: 'lin', roles: ['customer'] }
const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())
const typesOf = async (caseId: string): Promise<string[]> => (await bench.history(caseId)).map(({ type }) => type)

describe('POST /refund-cases', () => {
  it('opens a case, reserves its money, and answers with a link to its progress', async () => {
    const orderId = await bench.order()
    const answer = await bench.lin.post('/refund-cases', requestFor(orderId))
    expect(answer).toMatchObject({
      status: 201,
      body: {
        version: 1, repeated: false, position: expect.any(String), expectedBy: '2026-11-23T08:00:00.000Z',
        progressUrl: `/progress/${answer.body.progressToken}`,
      },
    })
    expect(answer.body.caseId).toBe(answer.body.id)
    expect(answer.headers['etag']).toBe('"1"')
    expect(await bench.reserved(orderId)).toEqual([6_800, 0])
  })

  it('answers a repetition as the first time, and refuses its key for anything else (MB37)', async () => {
    const orderId = await bench.order()
    const request = { ...requestFor(orderId), amount_minor: 5_000, narrative: '汤是凉的', contact: { phone: '13800000000' } }
    const first = await bench.lin.post('/refund-cases', request, { key: 'k' })
    expect((await bench.lin.post('/refund-cases', request, { key: 'k' })).body).toEqual({ ...first.body, repeated: true })
    for (const change of [{ amount_minor: 4_000 }, { narrative: '汤是热的' }, { contact: { phone: '13900000000' } }, { reason: 'PERSONAL' }]) {
      expect(code(await bench.lin.post('/refund-cases', { ...request, ...change }, { key: 'k' }))).toEqual([422, 'IdempotencyKeyReused'])
    }
    expect(await bench.reserved(orderId)).toEqual([5_000, 1_800])
  })

  it('tells the same key of two people apart', async () => {
    const orderId = await bench.order()
    const request = { ...requestFor(orderId), amount_minor: 1_000 }
    const own = await bench.lin.post('/refund-cases', request, { key: 'same' })
    const agents = await bench.service.as('agent').post('/refund-cases', request, { key: 'same' })
    expect([own.status, agents.status]).toEqual([201, 201])
    expect(agents.body.caseId).not.toBe(own.body.caseId)
  })

  it('demands a key of reasonable length', async () => {
    const request = requestFor(await bench.order())
    expect(code(await bench.lin.post('/refund-cases', request, { key: null }))).toEqual([400, 'IdempotencyKeyMissing'])
    expect(code(await bench.lin.post('/refund-cases', request, { key: 'x'.repeat(256) }))).toEqual([400, 'InvalidRequest'])
    expect((await bench.lin.post('/refund-cases', request, { key: 'x'.repeat(255) })).status).toBe(201)
  })

  it.each<[string, object, number, string]>([
    ['an unknown order', { orderId: 'A-nothing' }, 422, 'UnknownOrder'],
    ['an unknown pack', { pack: 'nothing' }, 422, 'UnknownPack'],
    ['a pack that is no refund', { pack: 'light-aesthetics-care' }, 422, 'UnknownPack'],
    ['an unknown reason', { reason: 'BORED' }, 422, 'UnknownReason'],
    ['a way that the pack does not offer', { way: 'CASH' }, 422, 'WayNotOffered'],
    ['more than was paid', { amount_minor: 6_801 }, 422, 'AmountAbovePaid'],
    ['another currency', { currency: 'GBP' }, 422, 'CurrencyDiffers'],
    ['a time of request by a customer', { requestedAt: '2026-11-22T07:30:00Z' }, 403, 'RequestedAtIsForImporters'],
    ['a clause that the pack does not have', { acknowledgedClauses: ['evidence', 'nothing'] }, 422, 'UnknownClause'],
  ])('refuses %s', async (_, change, status, problem) => {
    const orderId = await bench.order()
    const answer = await bench.lin.post('/refund-cases', { ...requestFor(orderId), ...change })
    expect(answer).toMatchObject({ status, body: { code: problem, titles: { en: expect.any(String), 'zh-CN': expect.any(String) } } })
    expect(await bench.reserved(orderId)).toEqual([0, 6_800])
  })

  it.each<[string, object, string[]]>([
    ['an unknown field', { amount: 1 }, ['/amount']],
    ['an unknown field of the payee', { payee: { name: '林小满', account: '62220001', bank: 'ICBC' } }, ['/payee/bank']],
    ['an amount of 0', { amount_minor: 0 }, ['/amount_minor']],
    ['an amount that no number holds exactly', { amount_minor: 1e20 }, ['/amount_minor']],
    ['a currency in small letters', { currency: 'cny' }, ['/currency']],
    ['an origin that is none', { origin: 'FAX' }, ['/origin']],
    ['a time without zone', { requestedAt: '2026-11-22T07:30:00' }, ['/requestedAt']],
  ])('refuses %s, by pointer', async (_, change, where) => {
    const answer = await bench.lin.post('/refund-cases', { ...requestFor(await bench.order()), ...change })
    expect(code(answer)).toEqual([400, 'InvalidRequest'])
    expect(pointers(answer)).toEqual(where)
  })

  it.each<[string, Role, TestIdentity, number, string]>([
    ['another customer', 'customer', { id: 'mallory' }, 404, 'NotYourOrder'],
    ['another tenant', 'customer', { id: 'lin', tenant: 'other' }, 422, 'UnknownOrder'],
    ['a reviewer', 'reviewer', {}, 403, 'RoleNotPermitted'],
  ])('refuses %s', async (_, role, identity, status, problem) => {
    const orderId = await bench.order()
    expect(code(await bench.service.as(role, identity).post('/refund-cases', requestFor(orderId)))).toEqual([status, problem])
  })

  it('lets an importer say when it was requested, if that is past', async () => {
    const request = { ...requestFor(await bench.order()), requestedAt: '2026-11-22T15:30:00+08:00' }
    const { body } = await bench.feed.post('/refund-cases', request)
    expect(await bench.caseOf(body.caseId)).toMatchObject({ requestedAt: '2026-11-22T07:30:00.000Z', openedAt: NOW })
    const tomorrow = { ...requestFor(await bench.order()), requestedAt: '2026-11-22T08:00:01Z' }
    expect(code(await bench.feed.post('/refund-cases', tomorrow))).toEqual([422, 'RequestedAtInFuture'])
  })

  it('keeps personal data out of everything that is not sealed (MB14)', async () => {
    const contact = { name: '林小满', phone: '13800000000' }
    const { caseId } = await bench.opened({ narrative: '汤是凉的', contact, payee: { name: '林小满', account: '6222000188' } })
    const stored = await bench.service.infrastructure.store.readStream(refundCaseStream('demo', caseId))
    expect(stored[0]!.body).toContain('"sealed"')
    expect(stored.map(({ body }) => body).join()).not.toMatch(/汤|林小满|138000|6222/)
  })

  it('records which clauses were read with the request, once', async () => {
    const request = { ...requestFor(await bench.order()), acknowledgedClauses: ['evidence', 'payout', 'evidence'] }
    const first = await bench.lin.post('/refund-cases', request, { key: 'clauses' })
    expect(await bench.caseOf(first.body.caseId)).toMatchObject({ acknowledgedClauses: ['evidence', 'payout'] })
    expect(first.body).toMatchObject({ version: 3, repeated: false })
    expect((await bench.lin.post('/refund-cases', request, { key: 'clauses' })).body).toMatchObject({ repeated: true })
    expect(await typesOf(first.body.caseId)).toEqual(['RefundRequested', 'ClauseAcknowledged', 'ClauseAcknowledged'])
    const fewer = { ...request, acknowledgedClauses: ['evidence'] }
    expect(code(await bench.lin.post('/refund-cases', fewer, { key: 'clauses' }))).toEqual([
      422, 'IdempotencyKeyReused',
    ])
  })

  it('stays with the version of the pack under which it was opened (LS17)', async () => {
    const request = { ...requestFor(await bench.order()), amount_minor: 1_000 }
    const before = await bench.lin.post('/refund-cases', request, { key: 'old' })
    bench.clock.instant = NEW_PACK_FROM
    expect((await bench.lin.post('/refund-cases', request, { key: 'old' })).body).toEqual({ ...before.body, repeated: true })
    expect(await bench.caseOf(before.body.caseId)).toMatchObject({ pack: { id: 'food-delivery', version: '1.0.0' } })
    const after = await bench.lin.post('/refund-cases', request, { key: 'new' })
    expect(await bench.caseOf(after.body.caseId)).toMatchObject({ pack: { id: 'food-delivery', version: '1.1.0' } })
    expect((await bench.service.anonymous.get('/packs/food-delivery')).body).toMatchObject({ version: '1.1.0' })
  })
})

describe('the money of one order', () => {
  it('is claimed once', async () => {
    const { orderId } = await bench.opened({ amount_minor: 4_000 })
    const second = await bench.lin.post('/refund-cases', { ...requestFor(orderId), amount_minor: 4_000 })
    expect(second).toMatchObject({ status: 409, body: { code: 'AmountAboveRest', rest: { minor: 2_800, currency: 'CNY' } } })
  })

  it('is never claimed twice by requests at the same moment', async () => {
    const orderId = await bench.order()
    const answers = await Promise.all(Array.from({ length: 6 }, () => bench.lin.post('/refund-cases', { ...requestFor(orderId), amount_minor: 4_000 })))
    expect(await bench.reserved(orderId)).toEqual([4_000, 2_800])
    const opened = await Promise.all(answers.filter(({ status }) => status === 201).map(({ body }) => bench.caseOf(body.caseId)))
    expect(opened.map(({ claimable }) => claimable.minor).sort()).toEqual([...opened.slice(1).map(() => 2_800), 4_000])
    expect(answers.filter(({ status }) => status !== 201).every(({ body }) => body.code === 'AmountAboveRest')).toBe(true)
  })

  it('is claimed by the policy when intake ended between opening and reserving', async () => {
    const [orderId, caseId] = [await bench.order(), randomUUID()]
    const { position } = await bench.service.given(decider, refundCaseStream('demo', caseId), openingOf(caseId, orderId, 5_000), CUSTOMER)
    await bench.service.handled(RESERVE_ON_ORDER, position)
    expect(await bench.reserved(orderId)).toEqual([5_000, 1_800])
    expect(await typesOf(caseId)).toEqual(['RefundRequested'])
  })

  it('that went to a faster case is told to the slower one', async () => {
    const { orderId } = await bench.opened({ amount_minor: 5_000 })
    const caseId = randomUUID()
    const { position } = await bench.service.given(decider, refundCaseStream('demo', caseId), openingOf(caseId, orderId, 5_000), CUSTOMER)
    await bench.service.handled(RESERVE_ON_ORDER, position)
    expect(await typesOf(caseId)).toEqual(['RefundRequested', 'ReservationLost'])
    expect(await bench.caseOf(caseId)).toMatchObject({ requested: { minor: 5_000 }, claimable: { minor: 1_800 } })
    expect(await bench.reserved(orderId)).toEqual([5_000, 1_800])
  })

  it('is free again after a withdrawal', async () => {
    const { caseId, orderId } = await bench.opened()
    const { body } = await bench.lin.post(`/refund-cases/${caseId}/withdrawal`, { reason: 'MIND_CHANGED' })
    await bench.service.handled('when-refund-case-closed-then-release-reservation', body.position)
    expect(await bench.reserved(orderId)).toEqual([0, 6_800])
  })
})

describe('POST /refund-cases/{caseId}/withdrawal', () => {
  it('takes a code for its reason and no story, for it is kept in clear', async () => {
    const answer = await bench.lin.post(`/refund-cases/${(await bench.opened()).caseId}/withdrawal`, { reason: '林小满改主意了' })
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest', errors: [{ pointer: '/reason' }] } })
  })

  it('closes the case, once', async () => {
    const { caseId } = await bench.opened()
    const path = `/refund-cases/${caseId}/withdrawal`
    const first = await bench.lin.post(path, {}, { key: 'w' })
    expect(first).toMatchObject({ status: 200, body: { id: caseId, repeated: false } })
    expect((await bench.lin.post(path, {}, { key: 'w' })).body).toEqual({ ...first.body, repeated: true })
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'closed', outcome: 'withdrawn' })
    expect(code(await bench.lin.post(`/refund-cases/${caseId}/clauses/payout/acknowledgement`))).toEqual([409, 'CaseClosed'])
  })

  it.each<[string, Role, TestIdentity, number, string]>([
    ['another customer', 'customer', { id: 'mallory' }, 404, 'NotYourCase'],
    ['another tenant', 'customer', { id: 'lin', tenant: 'other' }, 404, 'UnknownCase'],
    ['a reviewer', 'reviewer', {}, 403, 'RoleNotPermitted'],
  ])('is refused to %s', async (_, role, identity, status, problem) => {
    const { caseId } = await bench.opened()
    expect(code(await bench.service.as(role, identity).post(`/refund-cases/${caseId}/withdrawal`, {}))).toEqual([status, problem])
  })

  it('is refused when the case has moved on from what was seen, or its id is none', async () => {
    const { caseId, version } = await bench.opened()
    expect(code(await bench.lin.post(`/refund-cases/${caseId}/withdrawal`, {}, { version: version + 1 }))).toEqual([412, 'StaleVersion'])
    expect(code(await bench.lin.post(`/refund-cases/${caseId}/withdrawal`, {}, { others: { 'if-match': 'x' } }))).toEqual([400, 'IfMatchInvalid'])
    expect((await bench.lin.post(`/refund-cases/${caseId}/withdrawal`, {}, { version })).status).toBe(200)
    expect(code(await bench.lin.post('/refund-cases/7/withdrawal', {}))).toEqual([400, 'InvalidRequest'])
  })
})

describe('POST /refund-cases/{caseId}/clauses/{clauseId}/acknowledgement', () => {
  it('records the text that was read, by hash, once (LS16)', async () => {
    const { caseId } = await bench.opened()
    const path = `/refund-cases/${caseId}/clauses/evidence/acknowledgement`
    expect((await bench.lin.post(path)).body).toMatchObject({ version: 2, repeated: false })
    expect((await bench.lin.post(path)).body).toMatchObject({ version: 2, repeated: true })
    const [opened, acknowledged] = (await bench.history(caseId)).map(({ data }) => data as { sha256: string; shown: { id: string; sha256: string }[] })
    expect(acknowledged!.sha256).toBe(opened!.shown.find(({ id }) => id === 'evidence')!.sha256)
  })

  it('refuses a clause that the pack does not have, and a case that is not theirs', async () => {
    const { caseId } = await bench.opened()
    expect(code(await bench.lin.post(`/refund-cases/${caseId}/clauses/nothing/acknowledgement`))).toEqual([422, 'UnknownClause'])
    expect(code(await bench.lin.post(`/refund-cases/${randomUUID()}/clauses/evidence/acknowledgement`))).toEqual([404, 'UnknownCase'])
    const mallory = bench.service.as('customer', { id: 'mallory' })
    expect(code(await mallory.post(`/refund-cases/${caseId}/clauses/evidence/acknowledgement`))).toEqual([
      404, 'NotYourCase',
    ])
  })
})

describe('GET /progress/{token}', () => {
  it('shows five steps in the reader\'s language, to whoever has the link, right after the write and without personal data (LS7, LS8, LS9)', async () => {
    const { progressToken, caseId } = await bench.opened({ narrative: '汤是凉的', contact: { name: '林小满', phone: '13800000000' } })
    const zh = await bench.service.anonymous.get(`/progress/${progressToken}`, { language: 'zh-CN,en;q=0.5' })
    expect(zh).toMatchObject({
      status: 200, body: { caseId, phase: 'intake', overdue: false, missingEvidence: ['other'], expectedBy: '2026-11-23T08:00:00.000Z', currency: 'CNY' },
    })
    expect(zh.body.steps.map(({ label, status }: { label: string; status: string }) => ({ label, status }))).toEqual([
      { label: '提交申请', status: 'done' }, { label: '上传凭证', status: 'current' }, { label: '等待审核', status: 'upcoming' },
      { label: '确认退款', status: 'upcoming' }, { label: '退款到账', status: 'upcoming' },
    ])
    const en = await bench.service.anonymous.get(`/progress/${progressToken}`)
    expect(en.body.steps[0]).toEqual({ label: 'Submit the request', status: 'done' })
    expect(en.body.notices).toMatchObject([{ id: 'quality-photos', text: expect.stringContaining('photo') }])
    expect(JSON.stringify([zh.body, en.body])).not.toMatch(/林小满|汤|138|"lin"/)
  })

  it('of a withdrawn case says so, and waits for nothing', async () => {
    const { caseId, progressToken } = await bench.opened()
    await bench.lin.post(`/refund-cases/${caseId}/withdrawal`, {})
    const { body } = await bench.service.anonymous.get(`/progress/${progressToken}`)
    expect(body).toMatchObject({ phase: 'closed', outcome: 'withdrawn' })
    expect(body).not.toHaveProperty('expectedBy')
    expect(body.steps.map(({ status }: { status: string }) => status)).not.toContain('current')
  })

  it('opens with no token but its own', async () => {
    const { progressToken, caseId } = await bench.opened()
    const [payload, mac] = progressToken.split('.')
    const forged = [
      `${payload}.${mac!.slice(0, -2)}AA`,
      `${Buffer.from(`other.${caseId}`).toString('base64url')}.${mac}`, `${Buffer.from(`demo.${randomUUID()}`).toString('base64url')}.${mac}`,
      payload, caseId, '..',
    ]
    for (const token of forged) expect(code(await bench.service.anonymous.get(`/progress/${token}`))).toEqual([404, 'NotFound'])
  })
})

it('says who sent a request', async () => {
  const orderId = await bench.order()
  const { body } = await bench.service.as(['agent', 'reviewer'], { id: 'lin' }).post('/refund-cases', requestFor(orderId))
  const [opened] = await bench.history(body.caseId)
  expect(opened!.metadata).toMatchObject({ tenant: 'demo', actor: { id: 'lin', role: 'agent' }, commandType: 'RequestRefund' })
})
