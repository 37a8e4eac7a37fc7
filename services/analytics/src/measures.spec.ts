import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { complaintDecider, complaintStream } from '@recourse/care-plan'
import { startTestService, TestClock, type TestClient, type TestService } from '@recourse/platform/testing'
import { analytics } from './definition.js'
import { actor, Shop } from './spec-support.js'

const HOUR_ms = 3_600_000
const clock = new TestClock('2026-03-02T02:00:00.000Z')
let service: TestService
let operations: TestClient

beforeAll(async () => {
  service = await startTestService(analytics, { clock })
  operations = service.as('operations')
})
afterAll(() => service.close())

const passes = (hours: number): void => {
  clock.instant = new Date(Date.parse(clock.instant) + hours * HOUR_ms).toISOString()
}

const month = (name: string, orders: number, paid_minor: number, cases = 0, refunded_minor = 0, refunded_orders = 0) =>
  ({ month: name, orders, paid_minor, cases, refunded_minor, refunded_orders })

describe('GET /measures/monthly', () => {
  const december = month('2010-12', 3, 6_000, 2, 1_500, 1)
  const january = month('2011-01', 1, 4_000, 4, 700, 2)
  const march = month('2011-03', 1, 500)
  let shop: Shop

  /** Everything twice, for two tenants with the same keys. */
  const fill = async (tenant: string): Promise<Shop> => {
    const filled = new Shop(service, clock, tenant)
    await filled.order('A', '2010-12-01T00:00:00.000Z', 2_000)
    await filled.order('B', '2010-12-31T23:59:59.999Z', 3_000)
    await filled.order('without a case', '2010-12-15T12:00:00.000Z', 1_000)
    await filled.order('C', '2011-01-01T00:00:00.000Z', 4_000)
    await filled.order('later', '2011-03-31T23:59:59.999Z', 500)
    await filled.refunded('A', '2010-12-02T00:00:00.000Z', 1_000)
    await filled.refunded('A', '2010-12-31T23:59:59.999Z', 500)
    await (await filled.requested('B', '2011-01-01T00:00:00.000Z', 300)).refused()
    await filled.refunded('B', '2011-01-02T00:00:00.000Z', 300)
    const partly = await filled.requested('C', '2011-01-03T00:00:00.000Z', 1_000)
    await partly.approved()
    await partly.paid(1, 400)
    await (await filled.refunded('C', '2011-01-04T00:00:00.000Z', 200)).returned(1)
    await filled.known()
    return filled
  }

  beforeAll(async () => {
    shop = await fill('demo')
    await fill('other')
    await (await fill('mixed')).order('food', '2011-01-05T00:00:00.000Z', 9_900, 'CNY')
    const mixed = new Shop(service, clock, 'mixed')
    await mixed.refunded('food', '2011-01-06T00:00:00.000Z', 9_900, 'CNY')
    await mixed.known()
  })

  const monthly = async (query = '', tenant = 'demo') => (await service.as('operations', { tenant }).get(`/measures/monthly${query}`)).body as unknown

  it('counts orders by when they were placed, cases and what was paid back by when it was asked for, in UTC', async () => {
    expect(await monthly(`?min_position=${shop.position}`)).toEqual({ items: [december, january, month('2011-02', 0, 0), march] })
  })

  it('keeps to the months asked for', async () => {
    expect(await monthly('?from=2010-12&to=2010-12')).toEqual({ items: [december] })
    expect(await monthly('?from=2011-01&to=2011-02')).toEqual({ items: [january] })
    expect(await monthly('?to=2010-11')).toEqual({ items: [] })
  })

  it('shows a tenant nothing of another, even under equal keys', async () => {
    expect(await monthly('', 'other')).toEqual(await monthly())
    expect(await monthly('', 'nobody')).toEqual({ items: [] })
  })

  it('never adds amounts of different currencies: it is about the one named, that of the pack, or the one most orders are paid in', async () => {
    const pounds = { items: [december, january, month('2011-02', 0, 0), march] }
    const yuan = { items: [month('2011-01', 1, 9_900, 1, 9_900, 1)] }
    for (const query of ['', '?currency=GBP', '?pack=retail']) expect(await monthly(query, 'mixed')).toEqual(pounds)
    for (const query of ['?currency=CNY', '?pack=food-delivery']) expect(await monthly(query, 'mixed')).toEqual(yuan)
  })

  it('counts only cases of the pack asked for, beside all orders in its currency', async () => {
    expect(await monthly('?pack=membership')).toEqual({
      items: [month('2010-12', 3, 6_000), month('2011-01', 1, 4_000), month('2011-02', 0, 0), march],
    })
  })

  it('tells what is wrong with a request', async () => {
    const status = async (query: string) => (await operations.get(`/measures/monthly${query}`)).status
    expect(await Promise.all(['?from=2010', '?to=2010-13', '?from=2011-02&to=2011-01', '?currency=pounds', '?months=3'].map(status))).toEqual([400, 400, 400, 400, 400])
    expect((await service.as('customer').get('/measures/monthly')).body).toMatchObject({ status: 403, code: 'RoleNotPermitted' })
    expect((await service.anonymous.get('/measures/monthly')).status).toBe(401)
    expect((await operations.get('/measures/weekly')).body).toMatchObject({ status: 404, code: 'NotFound' })
  })
})

describe('GET /measures/summary', () => {
  let shop: Shop

  // Monday to Thursday, 10:00 in Shanghai.
  beforeAll(async () => {
    shop = new Shop(service, clock, 'clinic')
    await shop.order('F-1', clock.instant, 6_800, 'CNY')
    await shop.order('F-2', clock.instant, 3_200, 'CNY')
    const automatic = await shop.requested('F-1', clock.instant, 6_800, 'CNY')
    passes(2)
    await automatic.approved()
    passes(20)
    await automatic.paid(1, 6_800)
    await automatic.send({ type: 'ConfirmReceipt' }, 'customer')
    await automatic.send({ type: 'SendSurvey', channel: 'SMS' }, 'service')
    await automatic.send({ type: 'AnswerSurvey', score: 4 }, 'customer')
    const byHand = await shop.requested('F-2', clock.instant, 3_200, 'CNY')
    passes(50)
    await byHand.send({ type: 'RecordFinding', item: 'REASON_TRUE', finding: 'NOT_CONFIRMED', evidenceIds: [] }, 'reviewer')
    await byHand.refused()
    await byHand.send({ type: 'SendSurvey', channel: 'SMS' }, 'service')
    await byHand.send({ type: 'AnswerSurvey', score: 1 }, 'customer')
    const { position } = await service.given(complaintDecider, complaintStream('clinic', 'K-1'), {
      type: 'OpenComplaint', complaintId: 'K-1', customer: 'the customer', channel: 'PHONE', personal: { person: 'the customer', fields: { text: '太慢' } },
      caseId: byHand.caseId, facts: { stage: 'review', pack: { id: 'food-delivery', version: '1.0.0' } },
    }, actor('agent'))
    shop.position = position
    await shop.known()
  })

  const summary = async (query = '') => (await service.as('supervisor', { tenant: 'clinic' }).get(`/measures/summary${query}`)).body as Record<string, Record<string, unknown>>

  it('measures rates over orders, cases, decisions and answers', async () => {
    expect(await summary('?pack=food-delivery&reason=NOT_DELIVERED')).toMatchObject({
      refund_rate: { value: 0.5, unit: 'share', numerator: 1, denominator: 2, target: { comparison: 'below', value: 0.05, source: '004' }, met: false },
      straight_through_share: { value: 0.5, numerator: 1, denominator: 2 },
      escalations: { value: 0, numerator: 0, denominator: 2 },
      resubmissions: { value: 0, numerator: 0, denominator: 1 },
      satisfaction: {
        value: 0.5, met: false,
        by_cycle_time: [{ cycle_time: 'not_paid', value: 0, numerator: 0, denominator: 1 }, { cycle_time: 'up_to_24_h', value: 1, numerator: 1, denominator: 1 }],
      },
      complaint_rate: { value: 0.5, numerator: 1, denominator: 2, by_stage_and_pack: [{ stage: 'review', pack: 'food-delivery', pack_version: '1.0.0', complaints: 1 }] },
    })
  })

  it('measures durations as they were recorded, by pack and channel', async () => {
    const took = (hours: number) => ({ count: 1, mean: hours, p50: hours, p95: hours, max: hours })
    const answer = await summary()
    expect(answer.processing_time).toMatchObject({
      value: 22, unit: 'hours', distribution: took(22), met: true, by_pack_and_channel: [{ pack: 'food-delivery', channel: 'SANDBOX', ...took(22) }],
    })
    expect(answer.payout_sent_time).toMatchObject({ value: 20, met: true })
    expect(answer.payout_arrival_time).toMatchObject({ value: 20 })
    expect(answer.time_to_first_action).toMatchObject({ value: 26, distribution: { count: 2, p50: 26, max: 50 } })
    expect(answer.review_time).toMatchObject({ value: 1, unit: 'working_days', distribution: { count: 2, mean: 1, p50: 0, p95: 2, max: 2 }, met: true })
  })

  it('defines every measure in both languages', async () => {
    for (const { definition } of Object.values(await summary())) expect(definition).toEqual({ en: expect.stringMatching(/./), 'zh-CN': expect.stringMatching(/\p{Script=Han}/u) })
  })

  it('has no value where there is nothing to measure', async () => {
    const measures = Object.values(await summary('?from=1999-01&to=1999-12'))
    expect(measures).toHaveLength(11)
    for (const { value, met } of measures) expect([value, met ?? null]).toEqual([null, null])
  })
})

describe('GET /measures/cost-benefit', () => {
  it('reproduces the plan 004', async () => {
    const { body } = await operations.get('/measures/cost-benefit?orders=10000&order_value_minor=5000&churn_reduction_bp=300')
    expect(body).toEqual({ gain_minor: 1_500_000, currency: 'CNY', inputs: { orders: 10_000, order_value_minor: 5_000, churn_reduction_bp: 300, currency: 'CNY' } })
    expect((await operations.get('/measures/cost-benefit')).body).toEqual(body)
  })

  it('takes every input as a parameter', async () => {
    expect((await operations.get('/measures/cost-benefit?orders=3&order_value_minor=333&churn_reduction_bp=10000&currency=GBP')).body).toMatchObject({ gain_minor: 999, currency: 'GBP' })
    expect((await operations.get('/measures/cost-benefit?orders=many')).status).toBe(400)
  })
})
