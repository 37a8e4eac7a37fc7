import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Role } from '@recourse/kernel'
import { SandboxChannel, type PaymentChannel } from '@recourse/payment-channels'
import { people } from '../spec-support.js'
import { code, DAY, openOf, NOW, ReconciliationBench } from './spec-support.js'

/** Takes part in everything but reconciliation. */
const withoutStatements: PaymentChannel = {
  name: 'cash-desk', rules: new SandboxChannel({ url: 'http://127.0.0.1:9', secret: 'never used in here' }).rules,
  refund: async () => ({ outcome: 'accepted', channelReference: 'drawer' }), query: async () => ({ outcome: 'not-found' }), statement: async () => ({ outcome: 'not-ready' }),
}

let house: ReconciliationBench
beforeAll(async () => {
  house = await ReconciliationBench.open([withoutStatements])
  await house.paidCase()
  await house.bookedCase()
  house.nextDay()
})
afterAll(() => house.close())

const as: ReconciliationBench['as'] = (...given) => house.as(...given)

describe('a run by hand', () => {
  it.each<[string, object, number, string]>([
    ['a day that is still to come', { channel: 'sandbox', day: '2199-01-01' }, 422, 'DayNotOver'],
    ['a day that does not exist', { channel: 'sandbox', day: '2026-02-30' }, 400, 'InvalidRequest'],
    ['a time for a day', { channel: 'sandbox', day: NOW }, 400, 'InvalidRequest'],
    ['no day', { channel: 'sandbox' }, 400, 'InvalidRequest'],
    ['a channel that is not there', { channel: 'pigeons', day: DAY }, 422, 'UnknownChannel'],
    ['a channel without statements', { channel: 'cash-desk', day: DAY }, 409, 'StatementNotReady'],
    ['an unknown field', { channel: 'sandbox', day: DAY, colour: 'red' }, 400, 'InvalidRequest'],
  ])('is refused for %s', async (_, body, status, problem) => {
    const answer = await as('finance-maker').post('/reconciliations', body)
    expect(answer).toMatchObject({ status, body: { code: problem, titles: { en: expect.any(String), 'zh-CN': expect.any(String) } } })
  })

  it.each<[Role, number]>([['finance-maker', 201], ['finance-checker', 201], ['operations', 201], ['auditor', 403], ['supervisor', 403], ['agent', 403], ['customer', 403]])(
    'of %s answers %d', async (role, status) => {
      expect((await house.reconcile('sandbox', DAY, as(role))).status).toBe(status)
    })

  it('is one however often it is sent under one key', async () => {
    const run = (body: object, key: string | null = 'once') => as('operations').post('/reconciliations', body, { key })
    const first = await run({ channel: 'sandbox', day: DAY })
    expect((await run({ channel: 'sandbox', day: DAY })).body).toEqual({ ...first.body, repeated: true })
    expect(first.headers['etag']).toBe(`"${first.body.version}"`)
    expect(code(await run({ channel: 'sandbox', day: DAY }, null))).toEqual([400, 'IdempotencyKeyMissing'])
  })
})

it('reports are for finance, operations and auditors, and for nobody else', async () => {
  const { reconciliationId } = await house.reported('sandbox')
  for (const path of ['/reconciliations', `/reconciliations/${reconciliationId}`, '/reconciliation-differences']) {
    for (const role of ['finance-maker', 'finance-checker', 'operations', 'auditor'] as const) expect((await as(role).get(path)).status).toBe(200)
    for (const role of ['agent', 'reviewer', 'customer'] as const) expect(code(await as(role).get(path))).toEqual([403, 'RoleNotPermitted'])
  }
  expect(code(await as('auditor').get(`/reconciliations/${randomUUID()}`))).toEqual([404, 'UnknownReconciliation'])
  expect(code(await as('auditor').get('/reconciliations/yesterday'))).toEqual([400, 'InvalidRequest'])
  expect(code(await as('auditor').get('/reconciliations?settled=perhaps'))).toEqual([400, 'InvalidRequest'])
})

describe('a difference', () => {
  const settle = (body: object, no: number | string = 1, who = as('finance-maker')) => house.reported('sandbox')
    .then(({ reconciliationId }) => who.post(`/reconciliations/${reconciliationId}/differences/${no}/resolution`, body))

  it('is listed with what both sides say', async () => {
    await house.reported('sandbox')
    expect(await house.listed('/reconciliation-differences?status=open')).toMatchObject([{ no: 1, kind: 'ours-only', channel: 'sandbox', day: DAY, ours_minor: 10_000, theirs_minor: null, resolution: null }])
    expect(await house.listed('/reconciliations?settled=false')).toMatchObject([{ channel: 'sandbox', day: DAY, open: 1 }])
    expect(await house.listed('/reconciliations?settled=true')).toEqual([])
  })

  it.each<[string, object, number | string, number, string]>([
    ['no reason', { how: 'RECOVERED' }, 1, 400, 'InvalidRequest'],
    ['a person in the reason', { how: 'RECOVERED', reason: '已向林小满追回' }, 1, 400, 'InvalidRequest'],
    ['a telephone number in it', { how: 'RECOVERED', reason: 'CALL 13800138000' }, 1, 400, 'InvalidRequest'],
    ['no known way', { how: 'FORGOTTEN', reason: 'x' }, 1, 400, 'InvalidRequest'],
    ['vanishing by hand', { how: 'VANISHED', reason: 'x' }, 1, 400, 'InvalidRequest'],
    ['no number', { how: 'RECOVERED', reason: 'x' }, 'first', 400, 'InvalidRequest'],
    ['a number that is not there', { how: 'RECOVERED', reason: 'x' }, 99, 404, 'UnknownDifference'],
  ])('is not settled with %s', async (_, body, no, status, problem) => {
    expect(code(await settle(body, no))).toEqual([status, problem])
  })

  it('is settled by nobody whose own money it is', async () => {
    const payee = as(['finance-maker', 'finance-checker'], { id: people.customer.id })
    for (const how of ['RECOVERED', 'WRITTEN_OFF']) expect(code(await settle({ how, reason: 'VOUCHER 1' }, 1, payee))).toEqual([403, 'ResolverIsConcerned'])
  })

  it('is not settled by who ran the day that found it', async () => {
    await house.bookedCase(`${DAY}T03:00:00.000Z`)
    const { id } = (await house.reconcile('sandbox', DAY, as('finance-maker', { id: 'wu' }))).body
    const { no } = openOf((await as('auditor').get(`/reconciliations/${id}`)).body).at(-1)!
    expect(code(await settle({ how: 'CHANNEL_ERROR', reason: 'TICKET 3' }, no, as('finance-maker', { id: 'wu' })))).toEqual([403, 'ResolverRanIt'])
    expect((await settle({ how: 'CHANNEL_ERROR', reason: 'TICKET 3' }, no)).status).toBe(200)
    expect(await house.listed('/reconciliation-differences?status=resolved')).toMatchObject([{ no, resolution: 'CHANNEL_ERROR' }])
  })
})

it('describes its doors', async () => {
  const { paths } = (await house.bench.service.anonymous.get('/docs/openapi.json')).body
  expect(Object.keys(paths)).toEqual(expect.arrayContaining([
    '/reconciliations', '/reconciliations/{reconciliationId}', '/reconciliations/{reconciliationId}/differences/{differenceNo}/resolution', '/reconciliation-differences',
  ]))
})
