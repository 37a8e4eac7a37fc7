import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import { WechatPayChannel } from './channel.js'
import { generateSandboxKeys } from './sandbox/keys.js'
import { makeNotice } from './sandbox/notice.js'
import { requestFault } from './sandbox/signature.js'

const keys = generateSandboxKeys()
const { mchid, serial, privateKey, platformSerial, platformKeys, apiV3Key } = keys.merchant
const platformKey = platformKeys.get(platformSerial)!

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Whoever is spoken to: keeps what came and says nothing of use. */
let server: Server
let url: string
let sent: Sent[] = []

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    sent.push({ method: request.method!, path: request.url!, headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(500).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
})

/** Without what differs from one request to the next. */
const comparable = ({ method, path, headers, body }: Sent): object => {
  const { authorization = '', connection: _, host: __, ...others } = headers
  return { method, path, body: body.toString(), ...others, authorization: authorization.replace(/(nonce_str|timestamp|signature)="[^"]*"/g, '$1') }
}

it("a refund and a question are what WeChat Pay's SDK sends when it is told to, and signed so that the sandbox takes them", async () => {
  const channel = new WechatPayChannel({ keys: keys.merchant, url })
  const sdk = new Wechatpay({ mchid, serial, privateKey: privateKey as unknown as Buffer, certs: Object.fromEntries(platformKeys), baseURL: url })
  const [outRefundNo, paymentReference] = ['case-1', '4200001']
  const headers = { 'Wechatpay-Serial': platformSerial }
  sent = []
  await channel.refund({ outRefundNo, paymentReference, amount: money(3_000, 'CNY'), paid: money(10_000, 'CNY'), reason: '退款' })
  await channel.query({ outRefundNo, paymentReference })
  const amount = { refund: 3_000, total: 10_000, currency: 'CNY' }
  const body = { transaction_id: paymentReference, out_refund_no: outRefundNo, reason: '退款', amount }
  await sdk.client.request('/v3/refund/domestic/refunds', 'post', body, { headers }).then(undefined, () => {})
  await sdk.client.request('/v3/refund/domestic/refunds/{no}', 'get', undefined, { headers, no: outRefundNo } as object).then(undefined, () => {})
  const [refund, query, refundOfSdk, queryOfSdk] = sent as [Sent, Sent, Sent, Sent]
  expect(comparable(refund)).toEqual(comparable(refundOfSdk))
  expect(comparable(query)).toEqual(comparable(queryOfSdk))
  for (const request of sent) expect(requestFault(keys.merchant, createPublicKey(privateKey), request)).toBeUndefined()
})

it("a notice of the sandbox is one by WeChat Pay's SDK too: its signature holds, and it is decrypted", () => {
  const AT = '2026-11-22T08:00:00.000Z'
  const refund = {
    outRefundNo: 'case-1', paymentReference: '4200001', amount: money(3_000, 'CNY'), channelReference: '503', status: 'SUCCESS', failureCode: null, behaviour: null,
    timesQueried: 0, notifyUrl: null, createdAt: AT, changedAt: AT,
  } as const
  const { headers, body } = makeNotice(keys, 'http://127.0.0.1/', { refund, total_minor: 10_000 }, new Date())
  const [timestamp, nonce, signature] = ['timestamp', 'nonce', 'signature'].map((name) => headers[`wechatpay-${name}`]) as [string, string, string]
  expect(Rsa.verify(Formatter.response(timestamp, nonce, body), signature, platformKey)).toBe(true)
  expect(Rsa.verify(Formatter.response(timestamp, nonce, `${body} `), signature, platformKey)).toBe(false)
  const { resource } = JSON.parse(body) as { resource: { ciphertext: string; nonce: string; associated_data: string } }
  const text = Aes.AesGcm.decrypt(resource.ciphertext, apiV3Key, resource.nonce, resource.associated_data)
  expect(JSON.parse(text)).toMatchObject({ mchid, out_refund_no: 'case-1', refund_status: 'SUCCESS', amount: { refund: 3_000, total: 10_000 } })
})
