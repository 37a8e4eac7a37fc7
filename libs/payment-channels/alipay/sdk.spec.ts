import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { AlipaySdk } from 'alipay-sdk'
import { AlipayChannel } from './channel.js'
import { privatePem, publicPem } from './keys.js'
import { generateSandboxKeys, newPrivateKey } from './sandbox/keys.js'
import { signedAnswer } from './sandbox/signature.js'
import { methods } from './wire.js'

const keys = generateSandboxKeys()
const { appId, privateKey, alipayPublicKey } = keys.merchant
const NOW = '2026-11-23T04:00:00.000Z'

interface Sent {
  readonly path: string
  readonly type: string
  readonly body: string
}

/** Whoever is spoken to: keeps what came, and answers as it is told. */
let server: Server
let gateway: string
let sent: Sent[] = []
let answer = '{}'

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    sent.push({ path: request.url!, type: request.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() })
    response.end(answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`
})

afterAll(async () => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
})

const sdk = (): AlipaySdk => new AlipaySdk({ appId, privateKey: privatePem(privateKey), keyType: 'PKCS8', alipayPublicKey: publicPem(alipayPublicKey), gateway })

/** Signature included: at one second, the same request has the same. */
const comparable = ({ path, type, body }: Sent): object => ({
  path: Object.fromEntries(new URL(path, gateway).searchParams), body: Object.fromEntries(new URLSearchParams(body)), isForm: type.startsWith('application/x-www-form-urlencoded'),
})

it("a refund, a question and a bill are asked for as Alipay's SDK does, to the last byte of the signature", async () => {
  const channel = new AlipayChannel({ keys: keys.merchant, url: gateway, now: () => NOW })
  const [outRefundNo, paymentReference] = ['case-1', '2026001']
  const timestamp = '2026-11-23 12:00:00'
  sent = []
  await channel.refund({ outRefundNo, paymentReference, amount: money(3_005, 'CNY'), paid: money(10_000, 'CNY'), reason: '退款' })
  await channel.query({ outRefundNo, paymentReference })
  await channel.statement('2026-11-22')
  const asked = [
    [methods.refund, { trade_no: paymentReference, out_request_no: outRefundNo, refund_amount: '30.05', refund_reason: '退款' }],
    [methods.query, { trade_no: paymentReference, out_request_no: outRefundNo, query_options: ['gmt_refund_pay'] }],
    [methods.bill, { bill_type: 'trade', bill_date: '2026-11-22' }],
  ] as const
  for (const [method, bizContent] of asked) await sdk().exec(method, { timestamp, bizContent }).catch(() => {})
  expect(sent.slice(0, 3).map(comparable)).toEqual(sent.slice(3).map(comparable))
  expect(sent).toHaveLength(6)
})

it("an answer of the sandbox is one by Alipay's SDK too, and a stranger's is not", async () => {
  const content = { trade_no: '2026001', out_request_no: 'case-1' }
  answer = signedAnswer(keys.alipayPrivateKey, methods.query, { code: '10000', msg: 'Success', refund_status: 'REFUND_SUCCESS' })
  expect(await sdk().exec(methods.query, { bizContent: content }, { validateSign: true })).toMatchObject({ code: '10000', refundStatus: 'REFUND_SUCCESS' })
  answer = signedAnswer(newPrivateKey(), methods.query, { code: '10000', msg: 'Success', refund_status: 'REFUND_SUCCESS' })
  await expect(sdk().exec(methods.query, { bizContent: content }, { validateSign: true })).rejects.toThrow()
})
