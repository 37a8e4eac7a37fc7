import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { dayOf } from '../days.js'
import type { RefundRequest } from '../port.js'
import { SandboxChannel } from './channel.js'
import { signRequest, timestampOf } from './signature.js'
import { startSandbox, type RunningSandbox } from './testing.js'

let database: TestDatabase
let sandbox: RunningSandbox

beforeAll(async () => {
  database = await createTestDatabase()
  sandbox = await startSandbox(database.url)
})

afterAll(async () => {
  await sandbox.stop()
  await database.drop()
})

const refundOf = (paymentReference: string = randomUUID()): RefundRequest => ({
  outRefundNo: randomUUID(),
  paymentReference,
  amount: money(500, 'CNY'),
  paid: money(500, 'CNY'),
  reason: 'spec',
})

const post = async (body: string, { secret = sandbox.secret, now_ms = Date.now(), path = '/refunds', signedBody = body } = {}) => {
  const timestamp = timestampOf(now_ms)
  const signature = signRequest(secret, { method: 'POST', path, timestamp, body: signedBody })
  const response = await fetch(`${sandbox.url}/refunds`, { method: 'POST', body, headers: { 'sandbox-timestamp': timestamp, 'sandbox-signature': signature } })
  return { status: response.status, body: await response.json() }
}

const REJECTED = { status: 401, body: { outcome: 'failed', code: 'SIGNATURE_REJECTED' } }

describe('requests', () => {
  it('are answered when they are signed', async () => {
    expect(await post(JSON.stringify(refundOf()))).toMatchObject({ status: 200, body: { outcome: 'succeeded' } })
  })

  it.each([
    ['another secret', () => ({ secret: 'another secret' })],
    ['another path', () => ({ path: '/ledger' })],
    ['another body', () => ({ signedBody: '{}' })],
    ['a time stamp 301 s ago', () => ({ now_ms: Date.now() - 301_000 })],
    // Time goes on until the request arrives, so the stamp has to be further ahead than the 300 s that are allowed.
    ['a time stamp 330 s ahead', () => ({ now_ms: Date.now() + 330_000 })],
  ])('signed with %s are rejected and move nothing', async (_, how) => {
    const refund = refundOf()
    expect(await post(JSON.stringify(refund), how())).toEqual(REJECTED)
    expect(await sandbox.channel().query(refund)).toEqual({ outcome: 'not-found' })
  })

  it('without a signature are rejected', async () => {
    const response = await fetch(`${sandbox.url}/ledger`)
    expect({ status: response.status, body: await response.json() }).toEqual(REJECTED)
  })

  it.each([
    ['no JSON', '{'],
    ['an unknown field', JSON.stringify({ ...refundOf(), bonus: 1 })],
    ['half a fen', JSON.stringify({ ...refundOf(), amount: { minor: 0.5, currency: 'CNY' } })],
  ])('with %s are malformed', async (_, body) => {
    expect(await post(body)).toEqual({ status: 400, body: { outcome: 'failed', code: 'REQUEST_MALFORMED' } })
  })

  it('above 64 kB get no refund', async () => {
    const refund = { ...refundOf(), reason: 'x'.repeat(70_000) }
    expect(await sandbox.channel().refund(refund)).toMatchObject({ outcome: 'unknown' })
    expect(await sandbox.channel().query(refund)).toEqual({ outcome: 'not-found' })
  })

  it('about another total of the same payment are refused', async () => {
    const refund = refundOf()
    const channel = sandbox.channel()
    await channel.refund({ ...refund, amount: money(1, 'CNY') })
    const other = { ...refund, outRefundNo: randomUUID(), amount: money(1, 'CNY'), paid: money(501, 'CNY') }
    expect(await channel.refund(other)).toMatchObject({ outcome: 'failed', code: 'PAYMENT_DIFFERS' })
  })
})

describe('answers', () => {
  let between = createServer()

  const listenBetween = async (server: Server): Promise<SandboxChannel> => {
    between = server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new SandboxChannel({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret: sandbox.secret })
  }

  const closeBetween = async (): Promise<void> => {
    if (!between.listening) return
    const closed = once(between, 'close')
    between.close()
    between.closeAllConnections()
    await closed
  }

  afterEach(closeBetween)

  interface Passing {
    readonly headers: IncomingHttpHeaders
    readonly body: string
  }

  /** Somebody between client and channel who passes requests on and changes the answers. */
  const meddler = (change: (answer: Passing) => Passing): Server =>
    createServer((request, response) => {
      const onwards = httpRequest(`${sandbox.url}${request.url}`, { method: request.method, headers: request.headers }, async (answer) => {
        const { headers, body } = change({ headers: answer.headers, body: await text(answer) })
        response.writeHead(answer.statusCode ?? 0, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
      })
      request.pipe(onwards)
    })

  it('with a changed body are not believed', async () => {
    const channel = await listenBetween(meddler(({ headers, body }) => ({ headers, body: body.replace('"minor":500', '"minor":400') })))
    expect(await channel.refund(refundOf())).toMatchObject({ outcome: 'unknown', why: 'unverified-answer' })
  })

  it('that were signed for another request are not believed', async () => {
    let first: Passing | undefined
    const channel = await listenBetween(meddler((answer) => (first ??= answer)))
    expect(await channel.refund(refundOf())).toMatchObject({ outcome: 'succeeded' })
    expect(await channel.refund(refundOf())).toMatchObject({ outcome: 'unknown', why: 'unverified-answer' })
  })

  it('by a stray server saying 404 do not mean that a refund is unknown to the channel', async () => {
    const channel = await listenBetween(createServer((_, response) => void response.writeHead(404).end('{"outcome":"not-found"}')))
    expect(await channel.query(refundOf())).toMatchObject({ outcome: 'unknown', why: 'unverified-answer' })
  })

  it('are unknown when nobody listens', async () => {
    const channel = await listenBetween(createServer())
    await closeBetween()
    expect(await channel.refund(refundOf())).toEqual({ outcome: 'unknown', why: 'connection-lost', detail: 'ECONNREFUSED' })
  })

  it('to a client with another secret are unknown in every case', async () => {
    const stranger = new SandboxChannel({ url: sandbox.url, secret: 'another secret' })
    expect(await stranger.refund(refundOf())).toMatchObject({ outcome: 'unknown', why: 'unverified-answer' })
    expect(await stranger.query(refundOf())).toMatchObject({ outcome: 'unknown', why: 'unverified-answer' })
  })
})

it('lists what moved, in order, after a movement', async () => {
  const channel = sandbox.channel()
  const [bounced, plain] = [refundOf(`${randomUUID()}-returned`), refundOf()]
  const before = (await sandbox.movements()).at(-1)?.seq ?? 0
  for (const refund of [bounced, plain]) await channel.refund(refund)
  await channel.query(bounced)
  const moved = await channel.movements(before)
  expect(moved.map(({ outRefundNo, direction, amount }) => ({ outRefundNo, direction, amount }))).toEqual([
    { outRefundNo: bounced.outRefundNo, direction: 'out', amount: money(500, 'CNY') },
    { outRefundNo: plain.outRefundNo, direction: 'out', amount: money(500, 'CNY') },
    { outRefundNo: bounced.outRefundNo, direction: 'back', amount: money(500, 'CNY') },
  ])
})

it('lists what moved on a day in China, and nothing for what is no day', async () => {
  const channel = sandbox.channel()
  const refund = refundOf()
  await channel.refund(refund)
  const { at } = (await sandbox.movements()).find(({ outRefundNo }) => outRefundNo === refund.outRefundNo)!
  const lines = await channel.statement(dayOf(at, channel.rules.statementUtcOffset_min))
  expect(lines).toContainEqual({ kind: 'refund', outRefundNo: refund.outRefundNo, channelReference: expect.any(String), amount: refund.amount, at })
  await expect(channel.statement('2026-02-30')).rejects.toThrow(RangeError)
})

it('is live and ready', async () => {
  for (const path of ['/health/live', '/health/ready']) expect((await fetch(`${sandbox.url}${path}`)).status).toBe(200)
})
