import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { BankHostClient } from './client.js'
import { generateSandboxKeys, strangerKey } from './sandbox/keys.js'
import { answerParts, SIGNATURE_HEADER, signed, TIMESTAMP_HEADER, timestampOf } from './signature.js'

const keys = generateSandboxKeys()
const FILE = Buffer.from('H,RETURN,1\r\n')

interface Said {
  readonly status?: number
  readonly body?: Buffer
  readonly key?: typeof keys.bankPrivateKey
  /** What the signature is over, where that is not what is sent. */
  readonly signedStatus?: number
  readonly signedBody?: Buffer
  readonly toAnother?: true
  readonly age_ms?: number
  readonly headers?: (signed: Record<string, string>) => Record<string, string>
  readonly resets?: true
}

/** Whoever answers at the bank's address: says what it was told to say. */
let server: Server
let client: BankHostClient
let said: Said = {}
let asked = 0

beforeAll(async () => {
  server = createServer((incoming, response) => {
    asked++
    const { status = 200, body = FILE, key = keys.bankPrivateKey, signedStatus = status, signedBody = body, toAnother, age_ms = 0, headers = (all) => all, resets } = said
    if (resets) return void incoming.socket.resetAndDestroy()
    const timestamp = timestampOf(Date.now() - age_ms)
    const requestSignature = toAnother ? 'another' : String(incoming.headers[SIGNATURE_HEADER])
    const signature = signed(key, answerParts({ requestSignature, status: signedStatus, timestamp, body: signedBody }))
    incoming.resume().on('end', () => response.writeHead(status, headers({ [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: signature })).end(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  client = new BankHostClient({ url, keys: keys.company, timeout_ms: 5_000 })
})

afterAll(async () => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
})

const ask = async (what: Said): Promise<unknown> => {
  said = what
  asked = 0
  return client.call('GET', '/returns/R1')
}

it.each([200, 202, 204, 404, 429])('an answer with status %i that the bank signed for this request is its answer', async (status) => {
  const body = status === 204 ? Buffer.alloc(0) : FILE
  expect(await ask({ status, body })).toEqual({ status, body, fileSignature: '' })
})

it.each<[string, Said]>([
  ['that is not signed', { headers: () => ({}) }],
  ['that a stranger signed', { key: strangerKey() }],
  ['to another request', { toAnother: true }],
  ['whose status was changed', { status: 404, signedStatus: 200 }],
  ['whose body was changed', { signedBody: Buffer.from('H,RETURN,2\r\n') }],
  ['in another charset than was signed', { body: Buffer.from([0xcd, 0xcb, 0xbf, 0xee]), signedBody: Buffer.from('退款') }],
  ['that was signed 302 s ago', { age_ms: 302_000 }],
  ['that was signed 302 s ahead', { age_ms: -302_000 }],
  ['whose time is none', { headers: (all) => ({ ...all, [TIMESTAMP_HEADER]: '1e9' }) }],
  ['that puts off and nobody signed', { status: 429, headers: () => ({ 'retry-after': '3600' }) }],
  ['that sends elsewhere', { status: 302, headers: () => ({ location: 'http://127.0.0.1:1/' }) }],
])('an answer %s is unknown', async (_, what) => {
  expect(await ask(what)).toMatchObject({ outcome: 'unknown', why: 'unverified-answer' })
  expect(asked).toBe(1)
})

it('an answer that never ends, or that nobody gives, is unknown, and nothing is sent twice', async () => {
  expect(await ask({ body: Buffer.alloc(17 * 1_024 * 1_024) })).toEqual({ outcome: 'unknown', why: 'unreadable-answer', detail: 'the answer is too long' })
  expect(await ask({ status: 503 })).toEqual({ outcome: 'unknown', why: 'server-error', detail: 'HTTP 503' })
  expect(await ask({ resets: true })).toEqual({ outcome: 'unknown', why: 'connection-lost', detail: 'ECONNRESET' })
  expect(asked).toBe(1)
})
