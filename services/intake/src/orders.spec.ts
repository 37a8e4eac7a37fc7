import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { code, IntakeBench, orderOf, pointers } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false })
})
afterAll(() => bench.close())

const record = (change: object = {}) => bench.feed.post('/orders', orderOf(change), { key: null })

describe('POST /orders', () => {
  it('records an order without Idempotency-Key: its number is the key', async () => {
    const order = orderOf()
    const first = await bench.feed.post('/orders', order, { key: null })
    expect(first).toMatchObject({ status: 200, body: { version: 1, repeated: false, position: expect.any(String) } })
    expect(first.headers['etag']).toBe('"1"')
    const again = await bench.feed.post('/orders', { ...order, placedAt: '2026-11-22T07:00:00Z' }, { key: null })
    expect(again.body).toEqual({ ...first.body, repeated: true })
  })

  it('takes it from whoever sends it: the same order again is nothing new', async () => {
    const order = orderOf({ delivery: { status: 'IN_TRANSIT' } })
    const first = await bench.feed.post('/orders', order)
    const again = await bench.service.as('operations').post('/orders', order)
    expect(again).toMatchObject({ status: 200, body: { ...first.body, repeated: true } })
  })

  it('takes the delivery along, and repeats both', async () => {
    const order = orderOf({ delivery: { status: 'IN_TRANSIT', eta: '2026-11-22T15:40:00+08:00' } })
    expect((await bench.feed.post('/orders', order)).body).toMatchObject({ version: 2, repeated: false })
    expect((await bench.feed.post('/orders', order)).body).toMatchObject({ version: 2, repeated: true })
    const { body } = await bench.feed.get(`/orders/${order.orderId}`)
    expect(body.delivery).toEqual({ status: 'IN_TRANSIT', eta: '2026-11-22T07:40:00.000Z', at: '2026-11-22T07:00:00.000Z' })
  })

  it('refuses other content under a known number', async () => {
    const order = orderOf()
    await bench.feed.post('/orders', order)
    expect(code(await bench.feed.post('/orders', { ...order, customerId: 'mallory' }))).toEqual([409, 'OrderAlreadyRecorded'])
  })

  it('refuses legs that do not add up', async () => {
    const answer = await record({ paymentLegs: [{ channel: 'sandbox', reference: 'p', amount_minor: 6_799 }] })
    expect(answer).toMatchObject({ status: 422, body: { code: 'PaymentLegsDoNotAddUp', paid_minor: 6_800, sum_minor: 6_799 } })
  })

  it('refuses a body that is no JSON, in both languages, with a correlation id', async () => {
    const answer = await bench.feed.post('/orders', '{"orderId":', { language: 'zh-CN', others: { 'content-type': 'application/json', 'x-correlation-id': 'spec-7' } })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer).toMatchObject({
      status: 400, body: { code: 'MalformedJson', title: '请求体不是有效的 JSON', titles: { en: 'The body is not valid JSON' }, correlationId: 'spec-7' },
    })
  })

  it.each<[string, object, string[]]>([
    ['an unknown field', { price: 1 }, ['/price']],
    ['an unknown field of a leg', { paymentLegs: [{ channel: 'sandbox', reference: 'p', amount_minor: 6_800, fee: 1 }] }, ['/paymentLegs/0/fee']],
    ['a time without zone', { placedAt: '2026-11-22T15:00:00' }, ['/placedAt']],
    ['30 February', { placedAt: '2026-02-30T15:00:00Z' }, ['/placedAt']],
    ['an amount of 0', { paid_minor: 0 }, ['/paid_minor', '/paymentLegs/0/amount_minor']],
    ['a negative amount', { paid_minor: -1 }, ['/paid_minor', '/paymentLegs/0/amount_minor']],
    ['a fraction', { paid_minor: 68.5 }, ['/paid_minor', '/paymentLegs/0/amount_minor']],
    ['an amount beyond all reason', { paid_minor: 1e20 }, ['/paid_minor', '/paymentLegs/0/amount_minor']],
    ['an amount as text', { paid_minor: '6800' }, ['/paid_minor', '/paymentLegs/0/amount_minor']],
    ['a currency in small letters', { currency: 'cny' }, ['/currency']],
    ['no legs', { paymentLegs: [] }, ['/paymentLegs']],
    ['text that cannot be stored', { country: 'UK\u0000', customerId: 'lin\ud800' }, ['/country', '/customerId']],
  ])('refuses %s, by pointer', async (_, change, where) => {
    const answer = await record(change)
    expect(code(answer)).toEqual([400, 'InvalidRequest'])
    expect(pointers(answer)).toEqual(where)
  })

  const YEAR = { kind: 'UNLIMITED', concludedOn: '2026-01-01', paidOn: '2026-01-01', term: { from: '2026-01-01', to: '2026-12-31' }, agreed: { coolingOff_days: 15 } }

  it('takes the prepaid contract along, or after the order, once (MB7)', async () => {
    const order = orderOf()
    expect((await bench.feed.post('/orders', order)).body).toMatchObject({ version: 1 })
    expect((await bench.feed.post('/orders', { ...order, prepaid: YEAR })).body).toMatchObject({ version: 2, repeated: false })
    expect((await bench.feed.post('/orders', { ...order, prepaid: YEAR })).body).toMatchObject({ version: 2, repeated: true })
    expect((await bench.feed.get(`/orders/${order.orderId}`)).body.prepaid).toEqual(YEAR)
    expect(code(await bench.feed.post('/orders', { ...order, prepaid: { ...YEAR, kind: 'METERED' } }))).toEqual([409, 'OrderAlreadyRecorded'])
  })

  it.each<[string, object, string]>([
    ['unlimited use without a term', { term: undefined }, 'PrepaidTermMissing'],
    ['a term that ends before it begins', { term: { from: '2026-12-31', to: '2026-01-01' } }, 'PrepaidTermReversed'],
  ])('refuses %s', async (_, change, expected) => {
    expect(code(await record({ prepaid: { ...YEAR, ...change } }))).toEqual([422, expected])
  })

  it.each<[object, string[]]>([
    [{ concludedOn: '2026-02-30' }, ['/prepaid/concludedOn']],
    [{ paidOn: '2026-01-01T00:00:00Z' }, ['/prepaid/paidOn']],
    [{ gift_minor: -1, units: 0 }, ['/prepaid/gift_minor', '/prepaid/units']],
    [{ agreed: { interest_bp: 10_001 } }, ['/prepaid/agreed/interest_bp']],
    [{ kind: 'SOMETIMES', colour: 'red' }, ['/prepaid/colour', '/prepaid/kind']],
  ])('refuses the prepaid contract %j, by pointer', async (change, where) => {
    const answer = await record({ prepaid: { ...YEAR, ...change } })
    expect(code(answer)).toEqual([400, 'InvalidRequest'])
    expect(pointers(answer)).toEqual(where)
  })

  it('is for the feed alone', async () => {
    expect(code(await bench.lin.post('/orders', orderOf()))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await bench.service.anonymous.post('/orders', orderOf()))).toEqual([401, 'TokenMissing'])
  })

  it('has room for 256 kB', async () => {
    expect(code(await record({ country: 'x'.repeat(300_000) }))).toEqual([413, 'PayloadTooLarge'])
  })
})

describe('POST /orders/batch', () => {
  const NDJSON = { others: { 'content-type': 'application/x-ndjson' } }
  const send = (...lines: unknown[]) => bench.feed.post('/orders/batch', lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'), NDJSON)

  it('lets good lines in beside bad ones, which it names by line', async () => {
    const [one, two, known] = [orderOf(), orderOf(), orderOf()]
    await bench.feed.post('/orders', known)
    const answer = await send(one, '{"orderId":', '', { ...two, paid_minor: 0 }, known, two, { ...known, customerId: 'other' }, '[1]')
    expect(answer).toMatchObject({
      status: 200,
      body: {
        recorded: 2, repeated: 1, position: expect.stringMatching(/\d/),
        rejected: [
          { line: 2, code: 'InvalidRequest' },
          { line: 4, code: 'InvalidRequest', orderId: two.orderId, errors: [{ pointer: '/paid_minor' }] },
          { line: 7, code: 'OrderAlreadyRecorded', orderId: known.orderId, title: { en: expect.any(String), 'zh-CN': expect.any(String) } },
          { line: 8, code: 'InvalidRequest', errors: [{ pointer: '' }] },
        ],
      },
    })
    expect((await bench.feed.get(`/orders/${two.orderId}`)).body).toMatchObject({ paid_minor: 6_800 })
  })

  it('sent twice changes nothing', async () => {
    const orders = Array.from({ length: 20 }, () => orderOf())
    expect((await send(...orders)).body).toMatchObject({ recorded: 20, repeated: 0, rejected: [] })
    expect((await send(...orders)).body).toMatchObject({ recorded: 0, repeated: 20, rejected: [] })
  })

  it('the same order twice in one batch is recorded once', async () => {
    const order = orderOf()
    expect((await send(order, order)).body).toMatchObject({ rejected: [] })
    expect((await bench.feed.get(`/orders/${order.orderId}`)).body).toMatchObject({ version: 1 })
  })

  it('takes 1,000 lines and no more', async () => {
    expect((await send(...Array.from({ length: 1_000 }, () => '{}'))).body.rejected).toHaveLength(1_000)
    expect(await send(...Array.from({ length: 1_001 }, () => '{}'))).toMatchObject({ status: 413, body: { code: 'PayloadTooLarge', lines: 1_001 } })
  })

  it('takes nothing but NDJSON', async () => {
    expect(code(await bench.feed.post('/orders/batch', [orderOf()]))).toEqual([415, 'UnsupportedMediaType'])
    expect(code(await bench.feed.post('/orders/batch', 'orderId,paid', { others: { 'content-type': 'text/csv' } }))).toEqual([415, 'UnsupportedMediaType'])
  })

  it('is refused line by line to whoever may not record orders', async () => {
    const answer = await bench.lin.post('/orders/batch', JSON.stringify(orderOf()), NDJSON)
    expect(answer).toMatchObject({ status: 200, body: { recorded: 0, rejected: [{ line: 1, code: 'RoleNotPermitted' }] } })
  })
})

describe('POST /orders/{orderId}/delivery', () => {
  const update = (orderId: string, body: object) => bench.feed.post(`/orders/${orderId}/delivery`, body)

  it('keeps the latest news, in whichever order they come', async () => {
    const orderId = await bench.order()
    await update(orderId, { status: 'DELIVERED', at: '2026-11-22T15:50:00+08:00' })
    expect((await update(orderId, { status: 'IN_TRANSIT', at: '2026-11-22T15:20:00+08:00' })).body).toMatchObject({ version: 2, repeated: true })
    expect((await bench.feed.get(`/orders/${orderId}`)).body).toMatchObject({ delivery: { status: 'DELIVERED', at: '2026-11-22T07:50:00.000Z' }, version: 2 })
  })

  it('refuses an order it does not know, a status that is none, and a time without zone', async () => {
    const orderId = await bench.order()
    expect(code(await update('A-nothing', { status: 'DELIVERED', at: '2026-11-22T15:50:00Z' }))).toEqual([404, 'UnknownOrder'])
    expect(pointers(await update(orderId, { status: 'LOST', at: '2026-11-22T15:50:00' }))).toEqual(['/at', '/status'])
  })
})

describe('GET /orders/{orderId}', () => {
  it('says what was paid and what is left', async () => {
    const orderId = await bench.order()
    const answer = await bench.service.as('agent').get(`/orders/${orderId}`)
    expect(answer).toMatchObject({ status: 200, body: { orderId, paid_minor: 6_800, currency: 'CNY', reserved_minor: 0, refunded_minor: 0, rest_minor: 6_800, version: 1 } })
    expect(answer.headers['etag']).toBe('"1"')
  })

  it('finds nothing of another tenant, and nothing for a customer', async () => {
    const orderId = await bench.order()
    expect(code(await bench.service.as('importer', { tenant: 'other' }).get(`/orders/${orderId}`))).toEqual([404, 'NotFound'])
    expect(code(await bench.feed.get(`/orders/${randomUUID()}`))).toEqual([404, 'NotFound'])
    expect(code(await bench.lin.get(`/orders/${orderId}`))).toEqual([403, 'RoleNotPermitted'])
  })

  it('keeps equal numbers of two tenants apart', async () => {
    const order = orderOf()
    await bench.feed.post('/orders', order)
    const elsewhere = bench.service.as('importer', { tenant: 'other' })
    expect((await elsewhere.post('/orders', { ...order, customerId: 'zhou' })).body).toMatchObject({ version: 1, repeated: false })
  })
})

describe('GET /packs', () => {
  it('shows to everybody what is in force', async () => {
    const { body } = await bench.service.anonymous.get('/packs')
    expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual(['clinic-aesthetics', 'food-delivery', 'livestream-aesthetics', 'membership', 'retail'])
    const pack = await bench.service.anonymous.get('/packs/food-delivery')
    expect(pack).toMatchObject({ status: 200, body: { version: '1.0.0', title: { 'zh-CN': '在线订餐退款' } } })
    expect(Object.keys(pack.body)).toEqual(expect.arrayContaining(['reasons', 'stages', 'clauses', 'notices', 'contacts', 'applicationWindow_days']))
    expect(code(await bench.service.anonymous.get('/packs/nothing'))).toEqual([404, 'NotFound'])
    expect(code(await bench.service.anonymous.get('/packs/light-aesthetics-care'))).toEqual([404, 'NotFound'])
  })
})
