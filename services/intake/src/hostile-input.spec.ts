import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { code, IntakeBench, orderOf, pointers, requestFor } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false })
})
afterAll(() => bench.close())

/** A PNG as far as its content tells. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

const upload = { others: { 'content-type': 'multipart/form-data; boundary=B' } }
const form = (file: Buffer): Buffer => Buffer.concat([
  Buffer.from('--B\r\nContent-Disposition: form-data; name="kind"\r\n\r\npurchase\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'),
  file, Buffer.from('\r\n--B--\r\n'),
])

describe('an order that no view could keep', () => {
  it.each<[string, object, string]>([
    ['a year that Postgres does not know', { placedAt: '0000-01-01T00:00:00Z' }, '/placedAt'],
    ['a year before there were shops on line', { placedAt: '1969-12-31T23:59:59Z' }, '/placedAt'],
    ['a year beyond the next centuries', { placedAt: '2200-01-01T00:00:00Z' }, '/placedAt'],
    ['a time that its zone moves out of them', { placedAt: '1970-01-01T00:00:00+01:00' }, '/placedAt'],
    ['a list instead of an object', { delivery: [] }, '/delivery'],
    ['a list of the object', { delivery: [{ status: 'DELIVERED' }] }, '/delivery'],
    ['a list instead of a payment leg', { paymentLegs: [[]] }, '/paymentLegs'],
    ['null', { country: null }, '/country'],
    ['null inside', { delivery: { status: 'DELIVERED', eta: null } }, '/delivery/eta'],
  ])('is refused by pointer: %s', async (_, change, pointer) => {
    const order = orderOf(change)
    const answer = await bench.feed.post('/orders', order)
    expect([...code(answer), pointers(answer)]).toEqual([400, 'InvalidRequest', [pointer]])
    expect((await bench.feed.get(`/orders/${order.orderId}`)).status).toBe(404)
  })

  it('does not keep the other lines of a batch out', async () => {
    const lines = [orderOf({ paymentLegs: [[]] }), orderOf(), orderOf({ country: null })].map((order) => JSON.stringify(order)).join('\n')
    const { body } = await bench.feed.post('/orders/batch', lines, { others: { 'content-type': 'application/x-ndjson' } })
    expect(body).toMatchObject({ recorded: 1, rejected: [{ line: 1, errors: [{ pointer: '/paymentLegs' }] }, { line: 3, errors: [{ pointer: '/country' }] }] })
  })
})

describe('a request for a refund', () => {
  it.each<[string, object, string]>([
    ['a list of contacts', { contact: [{ name: 'Lin' }] }, '/contact'],
    ['an empty list of payees', { payee: [] }, '/payee'],
    ['a contact without a name, said by null', { contact: { name: null } }, '/contact/name'],
  ])('is refused by pointer: %s', async (_, change, pointer) => {
    const answer = await bench.lin.post('/refund-cases', { ...requestFor(await bench.order()), ...change })
    expect([...code(answer), pointers(answer)]).toEqual([400, 'InvalidRequest', [pointer]])
  })
})

describe('who may not do something', () => {
  it('learns neither whether an order nor whether a case is there', async () => {
    const { caseId, orderId } = await bench.opened()
    const auditor = bench.service.as('auditor')
    const request = requestFor(orderId)
    for (const id of [orderId, 'A-nothing']) expect(code(await auditor.post('/refund-cases', { ...request, orderId: id }))).toEqual([403, 'RoleNotPermitted'])
    for (const id of [caseId, randomUUID()]) {
      for (const clause of ['evidence', 'nothing']) {
        expect(code(await auditor.post(`/refund-cases/${id}/clauses/${clause}/acknowledgement`))).toEqual([403, 'RoleNotPermitted'])
      }
    }
    const known = orderOf({ orderId })
    for (const order of [known, orderOf()]) expect(code(await auditor.post('/orders', order))).toEqual([403, 'RoleNotPermitted'])
  })

  it('is refused before the file is read', async () => {
    const { caseId } = await bench.opened()
    const answer = await bench.service.as('auditor').post(`/refund-cases/${caseId}/evidence`, 'no form at all', upload)
    expect(code(answer)).toEqual([403, 'RoleNotPermitted'])
  })
})

describe('evidence', () => {
  it('is taken in by a few at once: files are held in memory', async () => {
    const { caseId } = await bench.opened()
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) =>
      bench.lin.post(`/refund-cases/${caseId}/evidence`, form(Buffer.concat([png, Buffer.from([index])])), upload)))
    const turnedAway = answers.filter(({ status }) => status === 503)
    expect(turnedAway.length).toBe(8)
    expect(turnedAway[0]).toMatchObject({ body: { code: 'TooManyRequests', limit: 4 }, headers: { 'retry-after': '1' } })
    expect((await bench.lin.post(`/refund-cases/${caseId}/evidence`, form(png), upload)).status).toBe(201)
  })

  it('brings few and short fields: they are held in memory too', async () => {
    const { caseId } = await bench.opened()
    const field = (name: string, value: string): Buffer => Buffer.from(`--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    const many = Buffer.concat([...Array.from({ length: 20 }, (_, index) => field(`f${index}`, 'x')), form(png)])
    expect(code(await bench.lin.post(`/refund-cases/${caseId}/evidence`, many, upload))).toEqual([400, 'InvalidRequest'])
    const long = Buffer.concat([field('bodySite', 'x'.repeat(1_000_000)), form(png)])
    expect((await bench.lin.post(`/refund-cases/${caseId}/evidence`, long, upload)).status).toBe(400)
  })
})

describe('an address', () => {
  it.each([
    ['of broken UTF-8', '/progress/%E0%A4%A'],
    ['of half an escape', '/packs/%'],
    ['without end', `/packs/${'a'.repeat(1_100)}`],
  ])('%s is told as a problem', async (_, path) => {
    const answer = await bench.service.anonymous.get(path)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest', titles: { 'zh-CN': '请求格式有误' }, correlationId: expect.any(String) } })
  })

  it('may hold the longest number of an order', async () => {
    const orderId = 'n'.repeat(128)
    await bench.order({ orderId, paymentLegs: [{ channel: 'sandbox', reference: 'pay', amount_minor: 6_800 }] })
    expect((await bench.feed.get(`/orders/${orderId}`)).status).toBe(200)
  })

  it('may hold a link of the tenant with the longest name', async () => {
    const tenant = 't'.repeat(32)
    const order = orderOf()
    await bench.service.as('importer', { tenant }).post('/orders', order)
    const { body } = await bench.service.as('customer', { id: 'lin', tenant }).post('/refund-cases', requestFor(order.orderId))
    expect((await bench.service.anonymous.get(`/progress/${body.progressToken}`)).status).toBe(200)
  })
})

describe('every answer', () => {
  it.each(['/packs', '/nowhere', '/docs', '/progress/%'])('of %s tells browsers to guess nothing, frame nothing and pass no address on', async (path) => {
    const { headers } = await bench.service.anonymous.get(path)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })

  it('is described with its problems', async () => {
    const { body } = await bench.service.anonymous.get('/docs/openapi.json')
    const operations = Object.values(body.paths).flatMap((methods) => Object.values(methods as object))
    expect(operations.length).toBeGreaterThan(10)
    const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
    for (const operation of operations) expect(operation.responses.default.content).toEqual(content)
    expect(body.components.schemas.Problem.required).toEqual(['type', 'status', 'code', 'title', 'titles'])
  })
})

describe('a token', () => {
  it.each([['nobody', ''], ['what no view could keep', 'a\u0000b'], ['more than an id', 'x'.repeat(256)]])('that names %s is none', async (_, id) => {
    expect(code(await bench.service.as('importer', { id }).post('/orders', orderOf()))).toEqual([401, 'TokenInvalid'])
  })
})
