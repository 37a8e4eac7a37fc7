import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixtureServer, recourse, type FixtureAnswer, type FixtureServer, type SeenRequest } from '../testing.js'
import type { ImportSummary } from './import-files.js'

const ORDERS = 'order_id,placed_at,customer_id,country,line_count,amount_minor\n'
const CANCELLATIONS = 'cancellation_id,order_id,cancelled_at,customer_id,line_count,amount_minor\n'
const order = (id: string, amount_minor = 500): string => `${id},2010-12-01T08:26:00Z,17850,"United Kingdom",7,${amount_minor}\n`
const cancellation = (id: string, orderId: string, amount_minor = 100): string => `${id},${orderId},2010-12-02T08:26:00Z,17850,1,${amount_minor}\n`

interface Fixture {
  answer(request: SeenRequest): FixtureAnswer
  /** Given in place of the next answers, after the work was done. */
  readonly breaks: FixtureAnswer[]
  /** How many times cases are still told to be open. */
  openFor: number
  /** What is left of each order. */
  readonly orders: Map<string, number>
  readonly keys: Map<string, string>
}

/** The answers of intake, audit and analytics as far as an import asks for them. */
const fixture = (): Fixture => {
  const state = {
    breaks: [] as FixtureAnswer[],
    openFor: 0,
    orders: new Map<string, number>(),
    keys: new Map<string, string>(),
    answer: (request: SeenRequest): FixtureAnswer => {
      if (request.path === '/packs') return { body: { items: [{ id: 'retail' }, { id: 'membership' }] } }
      if (request.path === '/packs/retail') return { body: { currency: 'GBP', reasons: [{ code: 'CANCELLED' }, { code: 'DEFECT' }] } }
      if (request.path === '/orders/batch') return recordOrders(request)
      if (request.path === '/refund-cases') return request.method === 'POST' ? openCase(request) : listCases(request)
      if (request.path === '/operations/consumers') return { body: { items: [{ consumer: 'monthly', kind: 'projection', head: '7' }] } }
      if (request.path === '/measures/monthly') return { body: { items: [] } }
      return { status: 404 }
    },
  }
  const recordOrders = ({ text }: SeenRequest): FixtureAnswer => {
    const lines = text.split('\n').map((line) => JSON.parse(line) as { orderId: string; paid_minor: number })
    const repeated = lines.filter(({ orderId }) => state.orders.has(orderId)).length
    for (const { orderId, paid_minor } of lines) if (!state.orders.has(orderId)) state.orders.set(orderId, paid_minor)
    const broken = state.breaks.shift()
    return broken ?? { body: { recorded: lines.length - repeated, repeated, rejected: [], position: '1' } }
  }
  const openCase = ({ text, headers }: SeenRequest): FixtureAnswer => {
    const { orderId, amount_minor } = JSON.parse(text) as { orderId: string; amount_minor: number }
    const key = headers['idempotency-key'] as string
    const rest_minor = state.orders.get(orderId)
    if (rest_minor === undefined) return { status: 422, body: { code: 'UnknownOrder', title: 'There is no such order' } }
    const repeated = state.keys.has(key)
    if (repeated && state.keys.get(key) !== text) return { status: 422, body: { code: 'IdempotencyKeyReused', title: 'Used with another body' } }
    if (!repeated && amount_minor > rest_minor) return { status: 409, body: { code: 'AmountAboveRest', title: 'More than is left' } }
    if (!repeated) state.orders.set(orderId, rest_minor - amount_minor)
    state.keys.set(key, text)
    return state.breaks.shift() ?? { status: 201, body: { id: `case ${key}`, version: 1, position: '2', repeated } }
  }
  const listCases = ({ query }: SeenRequest): FixtureAnswer => {
    const isOpen = query.get('phase') === 'payout' && state.openFor > 0
    if (isOpen) state.openFor -= 1
    return { body: { items: isOpen ? [...state.keys.keys()].map((key) => ({ caseId: `case ${key}`, phase: 'payout' })) : [], next: null } }
  }
  return state
}

describe('recourse import', () => {
  let folder: string
  let server: FixtureServer
  let service: Fixture

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recourse-import-'))
    service = fixture()
    server = await fixtureServer((request) => service.answer(request))
  })

  afterEach(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })

  const file = (name: string, text: string | Buffer): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  const run = async (orders: string | Buffer, cancellations: string, ...more: string[]): Promise<{ code: number; summary: ImportSummary; stderr: string }> => {
    const env = { RECOURSE_INTAKE_URL: server.url, RECOURSE_AUDIT_URL: server.url, RECOURSE_ANALYTICS_URL: server.url, RECOURSE_TOKEN: 'token' }
    const files = ['--orders', file('orders.csv', orders), '--cancellations', file('cancellations.csv', cancellations)]
    const { code, stdout, stderr } = await recourse(['import', ...files, '--json', ...more], env)
    return { code, stderr, summary: (stdout ? JSON.parse(stdout) : undefined) as ImportSummary }
  }

  const sent = (path: string): SeenRequest[] => server.seen.filter((request) => request.method === 'POST' && request.path === path)

  it('sends all orders, then every cancellation with its own key, and waits until the cases are closed', async () => {
    service.openFor = 2
    const { code, summary } = await run(ORDERS + order('1') + order('2'), CANCELLATIONS + cancellation('C1', '1') + cancellation('C1', '2'))
    expect(code).toBe(0)
    expect(summary).toEqual({
      orders: { read: 2, recorded: 2, repeated: 0, rejected: 0 },
      cancellations: { read: 2, recorded: 2, repeated: 0, rejected: 0 },
      cases: { closed: 2, open: 0 }, faults: [], seconds: expect.any(Number),
    })
    expect(sent('/orders/batch').map(({ text }) => text.split('\n').map((line) => JSON.parse(line) as unknown))).toEqual([[
      { orderId: '1', placedAt: '2010-12-01T08:26:00.000Z', customerId: '17850', paid_minor: 500, country: 'United Kingdom', currency: 'GBP', paymentLegs: [{ channel: 'sandbox', reference: '1', amount_minor: 500 }] },
      { orderId: '2', placedAt: '2010-12-01T08:26:00.000Z', customerId: '17850', paid_minor: 500, country: 'United Kingdom', currency: 'GBP', paymentLegs: [{ channel: 'sandbox', reference: '2', amount_minor: 500 }] },
    ]])
    expect(sent('/refund-cases').map(({ headers }) => headers['idempotency-key']).sort()).toEqual(['C1/1', 'C1/2'])
    expect(JSON.parse(sent('/refund-cases')[0]!.text)).toEqual({ orderId: '1', pack: 'retail', reason: 'CANCELLED', amount_minor: 100, currency: 'GBP', origin: 'ONLINE', way: 'ORIGINAL', requestedAt: '2010-12-02T08:26:00.000Z' })
    const lists = server.seen.filter(({ method, path }) => method === 'GET' && path === '/refund-cases')
    expect(lists.every(({ query }) => query.get('min_position') === '2')).toBe(true)
    expect(server.seen.at(-1)).toMatchObject({ path: '/measures/monthly' })
    expect(server.seen.at(-1)!.query.get('min_position')).toBe('7')
  })

  it('takes columns in any order and ignores the rest of them', async () => {
    const { code } = await run('amount_minor,colour,order_id,customer_id,placed_at\r\n500,red,1,9,2010-12-01T08:26:00Z\r\n', CANCELLATIONS)
    expect(code).toBe(0)
    expect(service.orders).toEqual(new Map([['1', 500]]))
  })

  it('changes nothing when it is repeated', async () => {
    const files = [ORDERS + order('1') + order('1'), CANCELLATIONS + cancellation('C1', '1', 500)] as const
    await run(...files)
    const { code, summary } = await run(...files)
    expect(code).toBe(0)
    expect(summary).toMatchObject({ orders: { read: 2, recorded: 0, repeated: 2, rejected: 0 }, cancellations: { read: 1, recorded: 0, repeated: 1, rejected: 0 } })
    expect(service.orders.get('1')).toBe(0)
  })

  it('tells the line of a cancellation that was imported before with other content', async () => {
    await run(ORDERS + order('1'), CANCELLATIONS + cancellation('C1', '1'))
    const { code, summary } = await run(ORDERS + order('1'), CANCELLATIONS + cancellation('C1', '1', 101))
    expect(code).toBe(1)
    expect(summary.faults).toMatchObject([{ line: 2, code: 'IdempotencyKeyReused' }])
  })

  it('loses and doubles nothing when answers get lost', async () => {
    service.breaks.push('cut', { status: 503, headers: { 'retry-after': '0' } }, 'cut')
    const { code } = await run(ORDERS + order('1'), CANCELLATIONS + cancellation('C1', '1') + cancellation('C2', '1'))
    expect(code).toBe(0)
    expect(service.orders.get('1')).toBe(300)
    expect([...service.keys.keys()]).toEqual(['C1/1', 'C2/1'])
  })

  it('sends the cancellations of one order one after the other, as they stand in the file', async () => {
    const { code, summary } = await run(ORDERS + order('1', 250), CANCELLATIONS + cancellation('C1', '1') + cancellation('C2', '1', 150) + cancellation('C3', '1', 1))
    expect(code).toBe(1)
    expect(summary.faults).toEqual([{ file: join(folder, 'cancellations.csv'), line: 4, code: 'AmountAboveRest', message: expect.stringContaining('1 is more than is left of order 1') }])
    expect(summary.cases).toEqual({ closed: 2, open: 0 })
  })

  it.each([
    ['a day that does not exist', '9,2011-02-30T08:26:00Z,17850,UK,7,500', 'BadDate'],
    ['a time without a zone', '9,2011-02-28T08:26:00,17850,UK,7,500', 'BadDate'],
    ['a date that is text', '9,yesterday,17850,UK,7,500', 'BadDate'],
    ['a negative amount', '9,2011-02-28T08:26:00Z,17850,UK,7,-500', 'BadNumber'],
    ['an amount of nothing', '9,2011-02-28T08:26:00Z,17850,UK,7,0', 'BadNumber'],
    ['an amount with decimals', '9,2011-02-28T08:26:00Z,17850,UK,7,5.00', 'BadNumber'],
    ['an amount that is text', '9,2011-02-28T08:26:00Z,17850,UK,7,five', 'BadNumber'],
    ['an amount beyond whole numbers', '9,2011-02-28T08:26:00Z,17850,UK,7,9007199254740993', 'BadNumber'],
    ['a missing field', '9,2011-02-28T08:26:00Z,,UK,7,500', 'MissingField'],
    ['a missing key', ' ,2011-02-28T08:26:00Z,17850,UK,7,500', 'MissingField'],
    ['too few fields', '9,2011-02-28T08:26:00Z,17850,UK,7', 'WrongColumnCount'],
    ['too many fields', '9,2011-02-28T08:26:00Z,17850,UK,7,500,1', 'WrongColumnCount'],
    ['a broken quote', '9,2011-02-28T08:26:00Z,17850,"UK"x,7,500', 'MalformedCsv'],
    ['a key again with other content', '1,2010-12-01T08:26:00Z,17850,"United Kingdom",7,501', 'DuplicateKey'],
  ])('tells the line of %s and takes the good lines', async (_, line, code) => {
    const { code: exitCode, summary } = await run(`${ORDERS + order('1')}${line}\n${order('2')}`, CANCELLATIONS)
    expect(exitCode).toBe(1)
    expect(summary.faults).toEqual([{ file: join(folder, 'orders.csv'), line: 3, code, message: expect.any(String) }])
    expect(summary.orders).toEqual({ read: 3, recorded: 2, repeated: 0, rejected: 1 })
  })

  it('tells the line of a cancellation of an order that does not exist', async () => {
    const { code, summary } = await run(ORDERS + order('1'), CANCELLATIONS + cancellation('C1', '7') + cancellation('C2', '1'))
    expect(code).toBe(1)
    expect(summary.faults).toEqual([{ file: join(folder, 'cancellations.csv'), line: 2, code: 'UnknownOrder', message: 'there is no order 7: add it to the orders file, or correct order_id' }])
    expect(summary.cancellations).toEqual({ read: 2, recorded: 1, repeated: 0, rejected: 1 })
  })

  it('tells the line of a case that does not close', async () => {
    service.openFor = Infinity
    const { code, summary } = await run(ORDERS + order('1'), CANCELLATIONS + cancellation('C1', '1'), '--patience', '1')
    expect(code).toBe(1)
    expect(summary.cases).toEqual({ closed: 0, open: 1 })
    expect(summary.faults).toMatchObject([{ line: 2, code: 'StillOpen' }])
  })

  it('does not wait when told not to', async () => {
    service.openFor = Infinity
    const { code, summary } = await run(ORDERS + order('1'), CANCELLATIONS + cancellation('C1', '1'), '--no-wait')
    expect(code).toBe(0)
    expect(summary.cases).toBeNull()
  })

  it.each([
    ['lacks a column', ORDERS + order('1'), 'cancellation_id,order_id,amount_minor\n', /cancellations\.csv, line 1: the column cancelled_at is missing\. Found: cancellation_id, order_id, amount_minor\. Needed:/, 1],
    ['is empty', '', CANCELLATIONS, /orders\.csv is empty/, 1],
    ['is not UTF-8', Buffer.from(ORDERS + order('1').replace('United', 'Réunion'), 'latin1'), CANCELLATIONS, /orders\.csv is not UTF-8/, 1],
  ])('sends nothing when a file %s', async (_, orders, cancellations, message, exitCode) => {
    const { code, stderr } = await run(orders, cancellations)
    expect(code).toBe(exitCode)
    expect(stderr).toMatch(message)
    expect(server.seen).toEqual([])
  })

  it.each([
    [['--pack', 'nothing'], /--pack takes one of retail, membership/],
    [['--reason', 'NOTHING'], /--reason takes one of CANCELLED, DEFECT/],
    [['--currency', 'pounds'], /--currency takes an ISO 4217 code/],
  ])('sends nothing with %p', async (more, message) => {
    const { code, stderr } = await run(ORDERS, CANCELLATIONS, ...more)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
    expect(sent('/orders/batch')).toEqual([])
  })

  it('splits orders into batches that a service takes', async () => {
    const many = Array.from({ length: 601 }, (_, index) => order(`order-${index}`)).join('')
    const { summary } = await run(ORDERS + many, CANCELLATIONS)
    expect(summary.orders.recorded).toBe(601)
    expect(sent('/orders/batch').map(({ text }) => text.split('\n').length)).toEqual([250, 250, 101])
  })
})
