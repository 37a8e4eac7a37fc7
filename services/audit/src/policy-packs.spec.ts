import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import { loadCalendar, loadPolicyPacks, PackCatalogue, policyPackStream, type RefundPack } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream } from '@recourse/refund-case'
import { eventually } from '@recourse/test-support'
import { amount, AuditBench, AUTOMATIC_REVIEW, code, FINDING, HOUR_ms, NOW } from './spec-support.js'

const packs = loadPolicyPacks()
const FOOD = packs.get('food-delivery', '1.0.0')
const SOON = '2026-11-23T00:00:00.000Z'
const newer = (changes: Partial<RefundPack> = {}): RefundPack => ({ ...FOOD, version: '1.1.0', effectiveFrom: SOON, ...changes })

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const publish = (content: unknown, { tenant = 'demo', role = 'admin' as const, key = randomUUID() as string } = {}) =>
  bench.service.as(role, { id: 'qian', tenant }).post('/policy-packs', { content }, { key })
const auditor = (tenant = 'demo') => bench.service.as('auditor', { tenant })

describe('publishing over HTTP (LS1, LS17)', () => {
  it('takes the YAML files of a pack and answers its version and hash', async () => {
    const home = fileURLToPath(new URL('../../../libs/policy/packs/retail/1.0.0', import.meta.url))
    const files = Object.fromEntries(readdirSync(home).map((name) => [name, readFileSync(join(home, name), 'utf8')]))
    files['pack.yaml'] = files['pack.yaml']!.replace('id: retail', 'id: bookshop').replace(/effectiveFrom: .*/, `effectiveFrom: ${SOON}`)
    const answer = await bench.service.as('admin').post('/policy-packs', { files })
    expect(answer).toMatchObject({ status: 201, body: { id: 'bookshop', packVersion: '1.0.0', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), repeated: false } })
    const { body } = await auditor().get('/policy-packs/bookshop/versions/1.0.0')
    expect(body).toMatchObject({ id: 'bookshop', source: 'published', sha256: answer.body.sha256, content: { id: 'bookshop', operator: { licences: [{ validUntil: '2028-12-31' }] } } })
    expect((await bench.service.as('admin').post('/policy-packs', { files })).body).toMatchObject({ repeated: true, sha256: answer.body.sha256 })
    const list = await auditor().get(`/policy-packs?min_position=${answer.body.position}`)
    expect(list.body.items).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'bookshop', source: 'published' }), expect.objectContaining({ id: 'retail', source: 'shipped' })]))
  })

  it('keeps a case that is open under the version it was opened with, while the next one comes under the new one (LS17)', async () => {
    const before = await bench.reviewedCase({ minor: 6_800 })
    expect((await publish(newer({ secondApproverAbove_minor: 100 }))).status).toBe(201)
    bench.forward(24 * HOUR_ms)
    const approved = await bench.service.as('reviewer').post(`/refund-cases/${before}/approval`, amount(6_800))
    const state = (await auditor().get(`/refund-cases/${before}/state`)).body.state
    expect(state.pack).toEqual({ id: 'food-delivery', version: '1.0.0' })
    expect(approved.status).toBe(200)

    const after = await openUnder('1.1.0')
    const needsTwo = await bench.service.as('reviewer').post(`/refund-cases/${after}/approval`, amount(6_800))
    expect((await auditor().get(`/refund-cases/${after}/state`)).body.state.pack.version).toBe('1.1.0')
    expect(code(needsTwo)).toEqual([409, 'SecondApproverNeeded'])
  })

  it('never changes a version, whoever has it', async () => {
    expect(code(await publish({ ...FOOD, applicationWindow_days: 5 }))).toEqual([409, 'VersionTaken'])
    expect((await publish(FOOD)).body).toMatchObject({ packVersion: '1.0.0', repeated: true })
    expect(code(await publish(newer({ version: '1.2.0', effectiveFrom: SOON })))).toEqual([422, 'EffectiveFromNotLater'])
  })

  it('keeps tenants apart, also under the same id and version', async () => {
    const content = (window: number) => newer({ id: 'corner-shop', version: '1.0.0', effectiveFrom: '2027-01-01T00:00:00.000Z', applicationWindow_days: window })
    expect((await publish(content(1_100))).status).toBe(201)
    expect((await publish(content(2_200), { tenant: 'other' })).status).toBe(201)
    expect((await auditor().get('/policy-packs/corner-shop/versions/1.0.0')).body.content.applicationWindow_days).toBe(1_100)
    expect((await auditor('other').get('/policy-packs/corner-shop/versions/1.0.0')).body.content.applicationWindow_days).toBe(2_200)
    expect(code(await auditor('third').get('/policy-packs/corner-shop/versions'))).toEqual([404, 'NotFound'])
  })

  it.each([
    ['a stage without a role (LS3)', (pack: any) => { delete pack.stages.review.role }, '/stages/review/role'],
    ['a stage without a due time (LS3)', (pack: any) => { delete pack.stages.payout.due }, '/stages/payout/due'],
    ['a condition of the wrong type', (pack: any) => { pack.automaticReview[0].when = 'amount_minor' }, '/automaticReview/0/when'],
    ['a reason that is not there', (pack: any) => { pack.automaticReview[0].when = 'reason == "MOOD"' }, '/automaticReview/0/when'],
  ])('cannot publish %s', async (_what, spoil, pointer) => {
    const content = structuredClone(newer({ version: '9.0.0' }))
    spoil(content)
    const answer = await publish(content)
    expect(code(answer)).toEqual([422, 'PackFaulty'])
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
  })

  it('cannot publish what is unlawful, and names the article', async () => {
    const notices = [...FOOD.notices, { id: 'final', text: { en: 'No refunds.', 'zh-CN': '商品售出,概不退款。' } }]
    const answer = await publish(newer({ version: '9.0.0', effectiveFrom: '2027-06-01T00:00:00.000Z', notices }))
    expect(code(answer)).toEqual([422, 'UnlawfulPack'])
    expect(answer.body.findings[0]).toMatchObject({ severity: 'error', article: expect.stringContaining('第') })
  })

  it('is for admins, with either content or files', async () => {
    const content = newer({ version: '9.1.0' })
    expect(code(await bench.service.as('supervisor').post('/policy-packs', { content }))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await bench.service.as('service').post('/policy-packs', { content }))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await bench.service.as('admin').post('/policy-packs', {}))).toEqual([400, 'InvalidRequest'])
    expect(code(await bench.service.as('admin').post('/policy-packs', { files: { 'pack.yaml': 3 } }))).toEqual([400, 'InvalidRequest'])
    expect(code(await bench.service.as('admin').post('/policy-packs', { files: { 'pack.yaml': 'id: [' } }))).toEqual([422, 'PackFaulty'])
    expect(code(await bench.service.as('admin').post('/policy-packs', { files: { 'a.yaml': '{}', 'b.yaml': '__proto__: { kind: refund }' } }))).toEqual([422, 'PackFaulty'])
    expect(code(await auditor().get('/policy-packs/food-delivery/versions/7.7.7'))).toEqual([404, 'NotFound'])
  })
})

describe('the review of clauses (LS17)', () => {
  it('is overdue exactly once when its time has passed, and moved by who confirms it', async () => {
    const reviewBy = '2027-06-30T16:00:00.000Z'
    await publish(newer({ id: 'bakery', version: '1.0.0', effectiveFrom: '2027-01-01T00:00:00.000Z', reviewBy }))
    const types = async () => (await bench.service.infrastructure.aggregates.history(policyPackStream('demo', 'bakery'))).map(({ type }) => type)
    bench.clock.instant = reviewBy
    await eventually('the review of the bakery is overdue', async () => (await types()).includes('ClauseReviewOverdue'))
    expect((await auditor().get('/policy-packs/bakery/versions')).body.items[0]).toMatchObject({ reviewBy, reviewOverdue: true })
    const review = '/policy-packs/bakery/versions/1.0.0/clause-review'
    expect(code(await bench.service.as('reviewer').post(review, { reviewBy: '2028-06-30T16:00:00Z' }))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await bench.service.as('admin').post(review, { reviewBy: '2027-06-30T16:00:00Z' }))).toEqual([200, undefined])
    expect((await bench.service.as('admin').post(review, { reviewBy: '2028-06-30T16:00:00Z' })).status).toBe(200)
    expect((await auditor().get('/policy-packs/bakery/versions')).body.items[0]).toMatchObject({ reviewBy: '2028-06-30T16:00:00.000Z', reviewOverdue: false })
    expect(await types()).toEqual(['PolicyPackPublished', 'ClauseReviewOverdue', 'ClauseReviewConfirmed'])
  })
})

/** A case with its finding, opened by intake under a version that this process was never started with. */
const openUnder = async (version: string): Promise<string> => {
  const { infrastructure } = bench.service
  const decider = refundCaseDecider(new PackCatalogue(packs, infrastructure.aggregates), loadCalendar())
  const [caseId, paid] = [randomUUID(), money(6_800, 'CNY')]
  await bench.service.given(orderDecider, orderStream('demo', `A-${caseId}`), {
    type: 'RecordOrder', orderId: `A-${caseId}`, placedAt: NOW, customer: 'lin', paid, paymentLegs: [{ channel: 'sandbox', reference: caseId, amount: paid }],
  })
  const { position } = await bench.service.given(decider, refundCaseStream('demo', caseId), {
    type: 'RequestRefund', caseId, orderId: `A-${caseId}`, requested: paid, reason: 'PERSONAL', origin: 'ONLINE', wantedWay: 'ORIGINAL', pack: { id: 'food-delivery', version }, shown: [],
    facts: { customer: 'lin', placedAt: NOW, paid, rest: paid },
  }, { id: 'lin', roles: ['customer'] })
  await bench.service.handled(AUTOMATIC_REVIEW, position)
  await bench.accepted('reviewer', caseId, 'findings', FINDING)
  return caseId
}
