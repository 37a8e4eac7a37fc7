import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Role } from '@recourse/kernel'
import type { TestIdentity } from '@recourse/platform/testing'
import { code, IntakeBench, pointers } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open()
})
afterAll(() => bench.close())

const questionFor = (orderId: string, change: object = {}) => ({ orderId, pack: 'food-delivery', reason: 'NOT_DELIVERED', ...change })
const lastPosition = (): Promise<string> => bench.service.infrastructure.store.head()
/** Of `lin`, past its promised time and still on the way. */
const overdueOrder = async (): Promise<string> => {
  const orderId = await bench.order()
  const { status, body } = await bench.feed.post(`/orders/${orderId}/delivery`, { status: 'IN_TRANSIT', eta: '2026-11-22T07:30:00Z', at: '2026-11-22T07:20:00Z' })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return orderId
}

describe('POST /eligibility (MC15)', () => {
  it('says what a request would give and why, and records nothing', async () => {
    const orderId = await overdueOrder()
    const before = await lastPosition()
    const { status, body } = await bench.lin.post('/eligibility', questionFor(orderId), { key: null })
    expect([status, body]).toMatchObject([200, {
      eligible: 'YES', amount_minor: 6_800, currency: 'CNY', breakdown: [{ minor: 6_800 }], requiredEvidence: [], missingEvidence: [],
      window: { until: '2026-11-29T07:00:00.000Z', late: false }, automaticReview: { ruleId: 'not-delivered-past-eta', verdict: 'APPROVE' },
      needs: { secondApprover: false, settlement: false }, stages: [{ stage: 'payout', role: 'finance-maker', dueAt: '2026-11-23T08:00:00.000Z' }, { stage: 'receipt' }],
      alternatives: [],
    }])
    expect(body.why).toEqual(expect.arrayContaining([{
      rule: 'NOT_DELIVERED', text: { en: expect.any(String), 'zh-CN': '订单未送达' }, citation: { law: '中华人民共和国电子商务法', article: '第20条', version: '2018年' },
    }]))
    expect(await lastPosition()).toBe(before)
    expect(await bench.reserved(orderId)).toEqual([0, 6_800])
  })

  it('does not turn a late request away: a person would decide (MC16)', async () => {
    const orderId = await bench.order({ placedAt: '2026-11-01T15:00:00+08:00' })
    expect((await bench.lin.post('/eligibility', questionFor(orderId))).body).toMatchObject({
      eligible: 'REFER', window: { until: '2026-11-08T07:00:00.000Z', late: true }, automaticReview: { ruleId: 'late-application', verdict: 'REFER' },
      stages: [{ stage: 'review' }, { stage: 'payout' }, { stage: 'receipt' }],
    })
  })

  it('names the evidence that is missing (LS6)', async () => {
    const question = questionFor(await bench.order(), { reason: 'QUALITY', amount_minor: 1_000, currency: 'CNY' })
    expect((await bench.lin.post('/eligibility', question)).body).toMatchObject({ eligible: 'REFER', amount_minor: 1_000, requiredEvidence: ['other'], missingEvidence: ['other'] })
    expect((await bench.lin.post('/eligibility', { ...question, evidenceKinds: ['other'] })).body).toMatchObject({ missingEvidence: [] })
  })

  it('says that an order whose money is claimed already has nothing left', async () => {
    const { orderId } = await bench.opened()
    expect((await bench.lin.post('/eligibility', questionFor(orderId))).body).toMatchObject({ eligible: 'NO', amount_minor: 0, why: [{ rule: 'AmountAboveRest' }] })
  })

  it('computes a prepaid contract, with the value of pausing, extending or passing it on (MB11)', async () => {
    const orderId = await bench.order({
      placedAt: '2026-08-01T15:00:00+08:00', paid_minor: 100_000, prepaid: { kind: 'METERED', concludedOn: '2026-08-01', paidOn: '2026-08-01', units: 10 },
    })
    const question = { orderId, pack: 'membership', reason: 'SERVICE_SHORTFALL', used: [{ units: 3, listPrice_minor: 15_000 }] }
    const { body } = await bench.lin.post('/eligibility', question)
    expect(body).toMatchObject({ eligible: 'REFER', amount_minor: 70_000, breakdown: [{ minor: 100_000, article: 15 }, { minor: -30_000, article: 18 }], needs: { settlement: false } })
    expect(body.alternatives.map((each: { kind: string; remaining?: { minor: number } }) => [each.kind, each.remaining?.minor])).toEqual([
      ['PAUSE', 70_000], ['EXTENSION', 70_000], ['TRANSFER', 70_000], ['PARTIAL_REFUND', 70_000],
    ])
  })

  it.each<[string, object, number, string]>([
    ['an unknown order', { orderId: 'A-nothing' }, 422, 'UnknownOrder'],
    ['an unknown pack', { pack: 'nothing' }, 422, 'UnknownPack'],
    ['an unknown reason', { reason: 'BORED' }, 422, 'UnknownReason'],
    ['a way that the pack does not offer', { way: 'CASH' }, 422, 'WayNotOffered'],
    ['more than was paid', { amount_minor: 6_801 }, 422, 'AmountAbovePaid'],
    ['another currency', { currency: 'GBP' }, 422, 'CurrencyDiffers'],
  ])('refuses %s as the request itself would be', async (_, change, status, problem) => {
    expect(code(await bench.lin.post('/eligibility', questionFor(await bench.order(), change)))).toEqual([status, problem])
  })

  it.each<[string, Role, TestIdentity, number, string]>([
    ['another customer', 'customer', { id: 'mallory' }, 404, 'NotYourOrder'],
    ['another tenant', 'customer', { id: 'lin', tenant: 'other' }, 422, 'UnknownOrder'],
    ['a reviewer', 'reviewer', {}, 403, 'RoleNotPermitted'],
  ])('is refused to %s', async (_, role, identity, status, problem) => {
    expect(code(await bench.service.as(role, identity).post('/eligibility', questionFor(await bench.order())))).toEqual([status, problem])
  })

  it('is open to an agent for any customer, and names what is wrong with a body', async () => {
    expect((await bench.service.as('agent').post('/eligibility', questionFor(await bench.order()))).status).toBe(200)
    const wrong = { orderId: '', pack: 'food-delivery', reason: 'QUALITY', amount_minor: 1.5, currency: 'yuan', evidenceKinds: ['selfie'], used: [{ units: 0 }], wish: 1 }
    const answer = await bench.lin.post('/eligibility', wrong)
    expect([code(answer), pointers(answer)]).toEqual([
      [400, 'InvalidRequest'], ['/amount_minor', '/currency', '/evidenceKinds', '/orderId', '/used/0/listPrice_minor', '/used/0/units', '/wish'],
    ])
  })

  it('gives a sum that can then be asked for', async () => {
    const orderId = await overdueOrder()
    const { body } = await bench.lin.post('/eligibility', questionFor(orderId))
    const answer = await bench.lin.post('/refund-cases', questionFor(orderId, { amount_minor: body.amount_minor, currency: body.currency }))
    expect([answer.status, (await bench.caseOf(answer.body.caseId)).requested]).toEqual([201, { minor: body.amount_minor, currency: body.currency }])
  })
})
