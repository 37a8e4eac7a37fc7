import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { code, IntakeBench, requestFor } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false })
})
afterAll(() => bench.close())

const fields = (change: object = {}) => {
  const { orderId: _, ...rest } = requestFor('')
  return { ...rest, amount_minor: 2_000, ...change }
}
const ask = (orderId: string, change: object = {}, who = bench.lin) => who.post(`/orders/${orderId}/refund-cases`, fields(change), { key: null })

describe('POST /orders/{orderId}/refund-cases (FO1)', () => {
  it('opens a case from the order\'s page, once per order and reason, without a key', async () => {
    const orderId = await bench.order()
    const first = await ask(orderId)
    expect(first).toMatchObject({ status: 201, body: { repeated: false, caseId: expect.any(String), progressToken: expect.any(String), expectedBy: expect.any(String) } })
    expect((await ask(orderId)).body).toEqual({ ...first.body, repeated: true })
    expect(await bench.reserved(orderId)).toEqual([2_000, 4_800])
  })

  it('is one case also when asked many times at once', async () => {
    const orderId = await bench.order()
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(orderId)))
    expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201))
    expect(await bench.history(answers[0]!.body.caseId)).toHaveLength(1)
    expect(await bench.reserved(orderId)).toEqual([2_000, 4_800])
  })

  it('names the open case when something else is asked for the same reason: CaseAlreadyOpened', async () => {
    const orderId = await bench.order()
    const { body } = await ask(orderId)
    const other = await ask(orderId, { amount_minor: 3_000 })
    expect(code(other)).toEqual([409, 'CaseAlreadyOpened'])
    expect(JSON.stringify(other.body)).toContain(body.caseId)
    expect((await ask(orderId, { reason: 'PERSONAL' })).status).toBe(201)
  })

  it('finds a case that was opened at the other door', async () => {
    const { orderId, caseId } = await bench.opened({ amount_minor: 2_000 })
    const answer = await ask(orderId)
    expect(code(answer)).toEqual([409, 'CaseAlreadyOpened'])
    expect(JSON.stringify(answer.body)).toContain(caseId)
  })

  it('begins anew after the earlier one has ended', async () => {
    const orderId = await bench.order()
    const { body } = await ask(orderId)
    await bench.lin.post(`/refund-cases/${body.caseId}/withdrawal`, {})
    const second = await ask(orderId)
    expect(second).toMatchObject({ status: 201, body: { repeated: false } })
    expect(second.body.caseId).not.toBe(body.caseId)
  })

  it.each([['another customer', 404, 'NotYourOrder', { id: 'mallory' }], ['another tenant', 404, 'UnknownOrder', { id: 'lin', tenant: 'other' }]])('is not for %s', async (_, status, problem, identity) => {
    const orderId = await bench.order()
    await ask(orderId)
    const answer = await ask(orderId, {}, bench.service.as('customer', identity))
    expect(code(answer)).toEqual([status, problem])
    expect(JSON.stringify(answer.body)).not.toMatch(/caseId/)
  })

  it('takes no order in the body', async () => {
    const orderId = await bench.order()
    expect(code(await ask(orderId, { orderId }))).toEqual([400, 'InvalidRequest'])
  })
})

describe('the receipt of an application', () => {
  it('is the hash of the application as recorded, whichever door it came in by (MC1)', async () => {
    const orderId = await bench.order()
    const narrative = '汤是凉的'
    const { body } = await ask(orderId, { narrative })
    const [application] = await bench.history(body.caseId)
    expect(application).toMatchObject({ type: 'RefundRequested', hash: body.receiptSha256, data: { reason: 'QUALITY' } })
    expect((await ask(orderId, { narrative })).body.receiptSha256).toBe(body.receiptSha256)
    const keyed = await bench.lin.post('/refund-cases', { ...requestFor(orderId), reason: 'PERSONAL', amount_minor: 100 })
    expect(keyed.body.receiptSha256).toBe((await bench.history(keyed.body.caseId))[0]!.hash)
  })
})

describe('an application on paper (MB5)', () => {
  const onPaper = { origin: 'OFFLINE' }
  it('that staff enter waits for its scan', async () => {
    const orderId = await bench.order()
    const { body } = await bench.service.as('agent').post('/refund-cases', { ...requestFor(orderId), ...onPaper, reason: 'PERSONAL' })
    expect(await bench.caseOf(body.caseId)).toMatchObject({ phase: 'intake', origin: 'OFFLINE', missingEvidence: ['application'] })
  })

  it('needs none from the customer\'s own hand, nor from imported history', async () => {
    const [own, imported] = [await bench.order(), await bench.order()]
    const { body } = await bench.lin.post('/refund-cases', { ...requestFor(own), ...onPaper, reason: 'PERSONAL' })
    const fromFeed = await bench.feed.post('/refund-cases', { ...requestFor(imported), ...onPaper, reason: 'PERSONAL' })
    expect([await bench.caseOf(body.caseId), await bench.caseOf(fromFeed.body.caseId)]).toMatchObject([{ missingEvidence: [] }, { missingEvidence: [] }])
  })
})
