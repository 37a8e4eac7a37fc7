import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import Stripe from 'stripe'
import type { RefundRequest } from '../port.js'
import { StripeChannel } from './channel.js'
import { generateSandboxKeys } from './sandbox/keys.js'

const keys = generateSandboxKeys()
const request: RefundRequest = { outRefundNo: 'case-1', paymentReference: 'pi_1', amount: money(3_000, 'CNY'), paid: money(10_000, 'CNY'), reason: '退款' }
const made = {
  id: 're_1', object: 'refund', amount: 3_000, currency: 'cny', created: 1_795_334_400, status: 'succeeded', charge: 'ch_1', payment_intent: 'pi_1',
  metadata: { out_refund_no: 'case-1', payment_reference: 'pi_1' }, balance_transaction: { id: 'txn_1', created: 1_795_334_407 },
}
const success = { outcome: 'succeeded', channelReference: 're_1', settledAt: '2026-11-22T08:00:07.000Z', amount: money(3_000, 'CNY') }
const page = (data: readonly object[], has_more = false) => ({ object: 'list', data, has_more })
const payment = { id: 'pi_1', object: 'payment_intent', currency: 'cny' }
const UNREADABLE = { outcome: 'unknown', why: 'unreadable-answer' }
const UNVERIFIED = { outcome: 'unknown', why: 'unverified-answer' }

interface Said {
  readonly status?: number
  readonly body?: object | string
  readonly headers?: Record<string, string>
  readonly resets?: true
}

/** Whoever answers at Stripe's address: says what it was told to say to each path, in turn; the last again and again. */
let server: Server
let channel: StripeChannel
let url: string
let toSay: { lists: Said[]; payments: Said[]; refunds: Said[] }
let sent: { key: string; form: URLSearchParams }[] = []
let asked: URLSearchParams[] = []

beforeAll(async () => {
  server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
    const { pathname, searchParams } = new URL(incoming.url!, url)
    const isRefund = incoming.method === 'POST'
    if (isRefund) sent.push({ key: String(incoming.headers['idempotency-key']), form: new URLSearchParams(Buffer.concat(chunks).toString()) })
    else asked.push(searchParams)
    const turns = isRefund ? toSay.refunds : pathname.startsWith('/v1/payment_intents/') ? toSay.payments : toSay.lists
    const { status = 200, body = '', headers = {}, resets } = (turns.length > 1 ? turns.shift() : turns[0])!
    if (resets) return void incoming.socket.resetAndDestroy()
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  channel = new StripeChannel({ keys, url, now: () => '2026-11-23T04:00:00.000Z' })
})

afterAll(async () => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
})

/** What is said to a list, to a refund and to the question about the payment. */
const says = (lists: Said[], refunds: Said[] = [{ body: made }], payments: Said[] = [{ body: payment }]): void => {
  toSay = { lists, refunds, payments }
  sent = []
  asked = []
}

const nothing: Said = { body: page([]) }
const refusal = (status: number, error: object, headers: Record<string, string> = {}): Said => ({ status, body: { error }, headers })
const replayed = { 'idempotent-replayed': 'true' }

describe('a refund', () => {
  it('is sent with its number as metadata and as the idempotency key', async () => {
    says([nothing])
    expect(await channel.refund(request)).toEqual(success)
    expect(sent).toHaveLength(1)
    expect(sent[0]!.key).toBe('refund:case-1:1')
    expect(Object.fromEntries(sent[0]!.form)).toEqual({
      payment_intent: 'pi_1', amount: '3000', 'metadata[out_refund_no]': 'case-1', 'metadata[payment_reference]': 'pi_1',
      'expand[0]': 'balance_transaction', 'expand[1]': 'failure_balance_transaction',
    })
  })

  it('that Stripe knows already is not sent', async () => {
    says([{ body: page([made]) }])
    expect(await channel.refund(request)).toEqual(success)
    expect(sent).toEqual([])
  })

  it('is not sent while nobody knows whether Stripe has it', async () => {
    for (const said of [{ resets: true } as const, { status: 500 }, { body: '<html>' }, refusal(400, { type: 'invalid_request_error', code: 'parameter_unknown' })]) {
      says([said])
      expect(await channel.refund(request)).toMatchObject({ outcome: 'unknown' })
      expect(sent).toEqual([])
    }
  })

  it('goes out once when the connection breaks, though the SDK sends again on its own even with maxNetworkRetries 0', async () => {
    says([nothing], [{ resets: true }])
    expect(await channel.refund(request)).toMatchObject({ outcome: 'unknown', why: 'connection-lost', detail: 'ECONNRESET' })
    expect(sent).toHaveLength(1)
    const { hostname, port } = new URL(url)
    const sdk = new Stripe(keys.apiKey, { protocol: 'http', host: hostname, port, maxNetworkRetries: 0, telemetry: false })
    sent = []
    await expect(sdk.refunds.create({ payment_intent: 'pi_1' })).rejects.toThrow(Stripe.errors.StripeConnectionError)
    expect(sent).toHaveLength(2)
    expect(sent[0]!.key).toBe(sent[1]!.key)
  })

  it.each([500, 502, 503])('goes out once when the answer is %i, also when it reads like a success', async (status) => {
    says([nothing], [{ status, body: made, headers: { 'stripe-should-retry': 'true' } }])
    expect(await channel.refund(request)).toEqual({ outcome: 'unknown', why: 'server-error', detail: `HTTP ${status}` })
    expect(sent).toHaveLength(1)
  })

  it('is asked for again while the same key is being carried out elsewhere', async () => {
    const inUse = refusal(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' })
    says([nothing], [inUse, inUse, { body: made }])
    expect(await channel.refund(request)).toEqual(success)
    expect(sent.map(({ key }) => key)).toEqual(Array.from({ length: 3 }, () => 'refund:case-1:1'))
  })

  it('gets another key only after a refusal that Stripe repeats, and only as long as Stripe surely keeps the key of that refusal', async () => {
    const low = (headers = {}) => refusal(400, { type: 'invalid_request_error', code: 'balance_insufficient' }, headers)
    let now = '2026-11-22T08:00:00.000Z'
    const witness = new StripeChannel({ keys, url, now: () => now })
    const refused = { outcome: 'failed', code: 'MERCHANT_BALANCE_TOO_LOW', action: 'retry' }
    const sendsUnder = async (by: StripeChannel, refunds: Said[]): Promise<string[]> => {
      says([nothing], refunds)
      await by.refund(request)
      return sent.map(({ key }) => key.slice(-1))
    }
    expect(await sendsUnder(witness, [low()])).toEqual(['1'])
    expect(await sendsUnder(witness, [low(replayed), low()])).toEqual(['1', '2'])
    expect(await sendsUnder(witness, [low(replayed), low(replayed), { body: made }])).toEqual(['1', '2', '3'])
    expect(await sendsUnder(channel, [low(replayed)])).toEqual(['1'])
    expect(await channel.refund(request)).toMatchObject(refused)
    now = '2026-11-23T07:00:00.000Z'
    expect(await sendsUnder(witness, [low(replayed)])).toEqual(['1'])
    expect(await witness.refund(request)).toMatchObject(refused)
  })

  it('gets no other key after a repeated refusal that is final, or that leaves its outcome open', async () => {
    says([nothing], [refusal(400, { type: 'invalid_request_error', code: 'charge_already_refunded' }, replayed)])
    expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code: 'AMOUNT_ABOVE_PAID', action: 'final' })
    expect(sent).toHaveLength(1)
    says([nothing], [refusal(402, { type: 'card_error', code: 'processing_error' }, replayed)])
    expect(await channel.refund(request)).toEqual({ outcome: 'unknown', why: 'server-error', detail: 'processing_error' })
    expect(sent).toHaveLength(1)
  })

  it.each<[string, object]>([
    ['another number', { ...made, metadata: { out_refund_no: 'case-2' } }],
    ['no number', { ...made, metadata: {} }],
    ['another payment', { ...made, payment_intent: 'pi_2' }],
  ])('answered for %s is not believed', async (_, body) => {
    says([nothing], [{ body }])
    expect(await channel.refund(request)).toMatchObject(UNVERIFIED)
  })

  it.each<[string, object]>([
    ['another amount', { ...made, amount: 2_999 }],
    ['another currency', { ...made, currency: 'usd' }],
  ])('of %s under this number is not this refund', async (_, body) => {
    says([{ body: page([body]) }])
    expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code: 'REFUND_NUMBER_REUSED', action: 'final' })
  })

  it('of a payment in another currency, or that is not the payment, is not sent', async () => {
    says([nothing], [], [{ body: { ...payment, currency: 'usd' } }])
    expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code: 'PAYMENT_DIFFERS' })
    says([nothing], [], [{ body: { ...payment, id: 'pi_2' } }])
    expect(await channel.refund(request)).toMatchObject(UNVERIFIED)
    expect(sent).toEqual([])
  })
})

describe('a query', () => {
  it.each<[string, Said, object]>([
    ['finds nothing', nothing, { outcome: 'not-found' }],
    ['finds refunds of others', { body: page([{ ...made, metadata: { out_refund_no: 'case-2' } }, { ...made, metadata: null }]) }, { outcome: 'not-found' }],
    ['is about a payment that Stripe does not know', refusal(404, { type: 'invalid_request_error', code: 'resource_missing' }), { outcome: 'not-found' }],
    ['finds a success', { body: page([made]) }, success],
    ['finds a success without its movement', { body: page([{ ...made, balance_transaction: null }]) }, { ...success, settledAt: '2026-11-22T08:00:00.000Z' }],
    ['finds a failure and, under the same number, a success', { body: page([{ ...made, id: 're_2', status: 'failed' }, made]) }, success],
    ['finds a pending one', { body: page([{ ...made, status: 'pending' }]) }, { outcome: 'pending', channelReference: 're_1' }],
    ['finds one that failed without moving', { body: page([{ ...made, status: 'failed' }]) }, { outcome: 'failed', code: 'REFUND_FAILED', action: 'final' }],
    [
      'finds one that came back', { body: page([{ ...made, status: 'failed', failure_reason: 'declined', failure_balance_transaction: { id: 'txn_2', created: 1_795_334_500 } }]) },
      { outcome: 'returned', code: 'REFUND_DECLINED', returnedAt: '2026-11-22T08:01:40.000Z' },
    ],
    ['finds one that was cancelled before it moved', { body: page([{ ...made, status: 'canceled', failure_reason: 'merchant_request' }]) }, { outcome: 'failed', code: 'REFUND_CANCELED' }],
    [
      'finds one that was cancelled and came back', { body: page([{ ...made, status: 'canceled', failure_balance_transaction: { id: 'txn_2', created: 1_795_334_500 } }]) },
      { outcome: 'returned', code: 'REFUND_CANCELED', returnedAt: '2026-11-22T08:01:40.000Z' },
    ],
    ['has a status that nobody knows', { body: page([{ ...made, status: 'half' }]) }, UNREADABLE],
    ['has an amount that is none', { body: page([{ ...made, amount: 1.5 }]) }, UNREADABLE],
    ['goes on without an end', { body: page([], true) }, UNREADABLE],
    ['is no list', { body: made }, UNREADABLE],
    ['is an error under HTTP 200', { body: { error: { type: 'api_error' } } }, UNREADABLE],
    ['is a refusal without an error', { status: 404, body: {} }, UNREADABLE],
    ['is redirected', { status: 302, headers: { location: '/v1/elsewhere' } }, UNREADABLE],
    ['is accepted and no more', { status: 202, body: page([made]) }, UNREADABLE],
    ['is empty', { status: 204 }, UNREADABLE],
    ['has an amount in a text', { body: page([{ ...made, amount: '3000' }]) }, UNREADABLE],
    ['has no amount', { body: page([{ ...made, amount: undefined }]) }, UNREADABLE],
    ['is put off without a code, by whoever stands before Stripe', { ...refusal(429, { type: 'rate_limit_error' }), headers: { 'retry-after': '3600' } }, { outcome: 'unknown', detail: 'rate_limit_error' }],
    ['is too long', { body: `{"data":"${'x'.repeat(5_000_000)}"}` }, UNREADABLE],
    ['is null', { body: 'null' }, UNREADABLE],
    ['is put off', refusal(429, { type: 'invalid_request_error', code: 'rate_limit' }), { outcome: 'unknown', why: 'server-error', detail: 'rate_limit' }],
    ['is refused for its key', refusal(401, { type: 'invalid_request_error' }), { outcome: 'unknown', why: 'server-error', detail: 'invalid_request_error' }],
  ])('%s', async (_, said, status) => {
    says([said])
    expect(await channel.query(request)).toMatchObject(status)
  })

  it('reads every page', async () => {
    says([{ body: page([{ ...made, id: 're_9', metadata: {} }], true) }, { body: page([made]) }])
    expect(await channel.query(request)).toEqual(success)
    expect(asked.map((params) => params.get('starting_after'))).toEqual([null, 're_9'])
    expect(asked[0]!.get('payment_intent')).toBe('pi_1')
  })
})

describe('a statement', () => {
  const movement = { id: 'txn_1', created: 1_795_334_407, reporting_category: 'refund', source: { ...made, balance_transaction: 'txn_1' } }

  it('asks for refunds of cards, of other ways of payment, and for what came back, of one day of UTC', async () => {
    const back = { ...movement, reporting_category: 'refund_failure' }
    says([{ body: page([movement]) }, nothing, { body: page([back]) }, { body: page([back]) }])
    const line = { outRefundNo: 'case-1', channelReference: 're_1', amount: money(3_000, 'CNY'), at: '2026-11-22T08:00:07.000Z' }
    expect(await channel.statement('2026-11-22')).toEqual([{ kind: 'refund', ...line }, { kind: 'return', ...line }, { kind: 'return', ...line }])
    expect(asked.map((params) => params.get('type'))).toEqual(['refund', 'payment_refund', 'refund_failure', 'adjustment'])
    expect([asked[0]!.get('created[gte]'), asked[0]!.get('created[lt]')]).toEqual(['1795305600', '1795392000'])
  })

  it('leaves out what was never captured of a payment, and disputes, though Stripe gives them the same types', async () => {
    const uncaptured = { id: 'txn_2', created: 1, type: 'refund', reporting_category: 'partial_capture_reversal', source: { id: 'ch_1', object: 'charge' } }
    const dispute = { id: 'txn_3', created: 1, type: 'adjustment', reporting_category: 'dispute', source: null }
    says([{ body: page([uncaptured, movement]) }, nothing, nothing, { body: page([dispute]) }])
    expect(await channel.statement('2026-11-22')).toMatchObject([{ outRefundNo: 'case-1' }])
  })

  it('shows a refund that somebody made by hand at Stripe by its number there', async () => {
    says([{ body: page([{ ...movement, source: { ...movement.source, metadata: {} } }]) }, nothing])
    expect(await channel.statement('2026-11-22')).toMatchObject([{ outRefundNo: 're_1', channelReference: 're_1' }])
  })

  it('is not ready before the day is over, and unknown when Stripe does not answer or what it says cannot be read', async () => {
    says([nothing])
    expect(await channel.statement('2026-11-23')).toEqual({ outcome: 'not-ready' })
    says([{ body: page([{ ...movement, source: 're_1' }]) }])
    expect(await channel.statement('2026-11-22')).toMatchObject(UNREADABLE)
    says([{ status: 503 }])
    expect(await channel.statement('2026-11-22')).toMatchObject({ outcome: 'unknown', why: 'server-error' })
    says([refusal(429, { type: 'invalid_request_error', code: 'rate_limit' })])
    expect(await channel.statement('2026-11-22')).toMatchObject({ outcome: 'unknown', detail: 'rate_limit' })
  })
})
