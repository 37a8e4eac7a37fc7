import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import type { RefundRequest } from '../port.js'
import { AlipayChannel } from './channel.js'
import { placeOfFile } from './client.js'
import { generateSandboxKeys, newPrivateKey } from './sandbox/keys.js'
import { signedAnswer } from './sandbox/signature.js'
import { methods } from './wire.js'

const keys = generateSandboxKeys()
const { alipayPrivateKey } = keys
const request: RefundRequest = { outRefundNo: 'case-1', paymentReference: '2026001', amount: money(3_005, 'CNY'), paid: money(10_000, 'CNY'), reason: '退款' }
const understood = { code: '10000', msg: 'Success' }
const refund = { ...understood, trade_no: '2026001', fund_change: 'Y', refund_fee: '30.05', gmt_refund_pay: '2026-11-22 16:00:00' }
const known = {
  ...understood, trade_no: '2026001', out_request_no: 'case-1', refund_status: 'REFUND_SUCCESS', refund_amount: '30.05', gmt_refund_pay: '2026-11-22 16:00:00',
}
const success = { outcome: 'succeeded', channelReference: '2026001', settledAt: '2026-11-22T08:00:00.000Z', amount: money(3_005, 'CNY') }
const UNVERIFIED = { outcome: 'unknown', why: 'unverified-answer' }
const UNREADABLE = { outcome: 'unknown', why: 'unreadable-answer' }

interface Said {
  readonly status?: number
  readonly resets?: true
  readonly text: string | Buffer
  readonly headers?: Record<string, string>
}

/** Whoever answers at Alipay's address: says what it was told to say, in turn. */
let server: Server
let channel: AlipayChannel
let url: string
let toSay: Said[] = []
let asked: { path: URL; content: unknown }[] = []

beforeAll(async () => {
  server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    asked.push({ path: new URL(incoming.url!, url), content: form.has('biz_content') ? JSON.parse(form.get('biz_content')!) : undefined })
    const { status = 200, text, headers = {}, resets } = toSay.shift()!
    if (resets) return void incoming.socket.resetAndDestroy()
    response.writeHead(status, headers).end(text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  channel = new AlipayChannel({ keys: keys.merchant, url: `${url}/gateway.do`, now: () => '2026-11-23T04:00:00.000Z' })
})

afterAll(async () => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
})

const says = (...said: Said[]): void => {
  toSay = said
  asked = []
}

const signed = (method: keyof typeof methods, body: object, key = alipayPrivateKey): Said => ({ text: signedAnswer(key, methods[method], body) })
const unsigned = (method: keyof typeof methods, body: object): Said => ({
  text: JSON.stringify({ [`${methods[method].replaceAll('.', '_')}_response`]: body }),
})
const refusal = (sub_code: string, code = '40004'): object => ({ code, msg: 'Business Failed', sub_code, sub_msg: '错误' })

describe('a refund', () => {
  it('is asked for in yuan with two decimals, under our number, at the time in Beijing', async () => {
    says(signed('refund', refund))
    expect(await channel.refund({ ...request, reason: '退'.repeat(300) })).toEqual(success)
    expect(asked[0]!.content).toEqual({ trade_no: '2026001', out_request_no: 'case-1', refund_amount: '30.05', refund_reason: '退'.repeat(256) })
    const parameters = Object.fromEntries(asked[0]!.path.searchParams)
    expect(parameters).toMatchObject({ app_id: keys.merchant.appId, method: 'alipay.trade.refund', sign_type: 'RSA2', timestamp: '2026-11-23 12:00:00' })
    expect(parameters).not.toHaveProperty('notify_url')
  })

  it('is a success only by fund_change=Y, else by what the query says', async () => {
    for (const fund_change of ['N', undefined]) {
      says(signed('refund', { ...refund, fund_change }), signed('query', known))
      expect(await channel.refund(request)).toEqual(success)
      says(signed('refund', { ...refund, fund_change }), signed('query', understood))
      expect(await channel.refund(request)).toEqual({ outcome: 'accepted', channelReference: '2026001' })
      says(signed('refund', { ...refund, fund_change }), signed('query', refusal('isp.unknow-error', '20000')))
      expect(await channel.refund(request)).toMatchObject({ outcome: 'unknown', why: 'server-error' })
    }
    says(signed('refund', { ...refund, gmt_refund_pay: undefined }), signed('query', known))
    expect(await channel.refund(request)).toEqual(success)
  })

  it('of another amount under this number is not this refund', async () => {
    says(signed('refund', { ...refund, fund_change: 'N' }), signed('query', { ...known, refund_amount: '30.04' }))
    expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code: 'REFUND_NUMBER_REUSED', action: 'final' })
  })

  it('answered for another trade, or with a sum below its amount, is not believed', async () => {
    says(signed('refund', { ...refund, trade_no: '2026002' }))
    expect(await channel.refund(request)).toMatchObject(UNVERIFIED)
    says(signed('refund', { ...refund, refund_fee: '30.04' }))
    expect(await channel.refund(request)).toMatchObject(UNVERIFIED)
  })
})

describe('a query', () => {
  it.each<[string, object, object]>([
    ['says nothing: not found', understood, { outcome: 'not-found' }],
    ['names the refund without a status: not found', { ...known, refund_status: undefined }, { outcome: 'not-found' }],
    ['does not know the trade: not found', refusal('ACQ.TRADE_NOT_EXIST'), { outcome: 'not-found' }],
    ['says REFUND_PROCESSING: pending', { ...known, refund_status: 'REFUND_PROCESSING' }, { outcome: 'pending', channelReference: '2026001' }],
    ['says REFUND_FAIL: closed', { ...known, refund_status: 'REFUND_FAIL' }, { outcome: 'failed', code: 'REFUND_CLOSED', action: 'final' }],
    ['says REFUND_SUCCESS: succeeded', known, success],
    ['gives the amount as a number', { ...known, refund_amount: 30.05 }, success],
    ['is about another number', { ...known, out_request_no: 'case-2' }, UNVERIFIED],
    ['is about another trade', { ...known, trade_no: '2026002' }, UNVERIFIED],
    ['is a success of nobody knows what', { ...understood, refund_status: 'REFUND_SUCCESS', refund_amount: '30.05' }, UNVERIFIED],
    ['has a status that nobody knows', { ...known, refund_status: 'HALF' }, UNREADABLE],
    ['has no amount', { ...known, refund_amount: undefined }, UNREADABLE],
    ['has no time', { ...known, gmt_refund_pay: undefined }, UNREADABLE],
    ['has one decimal', { ...known, refund_amount: '30.0' }, { ...success, amount: money(3_000, 'CNY') }],
    ['has a tenth of a fen', { ...known, refund_amount: '30.051' }, UNREADABLE],
    ['is refused', refusal('ACQ.SYSTEM_ERROR'), { outcome: 'unknown', why: 'server-error', detail: 'ACQ.SYSTEM_ERROR' }],
    ['is put off', refusal('isv.app-call-limited', '40005'), { outcome: 'unknown', why: 'server-error', detail: 'isv.app-call-limited' }],
  ])('%s', async (_, body, status) => {
    says(signed('query', body))
    expect(await channel.query(request)).toMatchObject(status)
  })
})

describe('an answer', () => {
  const genuine = signed('query', known).text as string
  const [, signedText, sign] = /:(\{.*\}),"sign":"(.*)"\}$/.exec(genuine)!
  const lie = JSON.stringify({ ...known, refund_amount: '99.99' })
  const key = 'alipay_trade_fastpay_refund_query_response'

  it.each<[string, Said]>([
    ['that is not signed', unsigned('query', known)],
    ['with an empty signature', { text: genuine.replace(sign!, '') }],
    ['that a stranger signed', signed('query', known, newPrivateKey())],
    ['whose content was changed', { text: genuine.replace('30.05', '30.06') }],
    ['to another method', signed('refund', known)],
    ['that is an error which nobody signed', { text: JSON.stringify({ error_response: { code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' } }) }],
    ['that hides a lie before what is signed', { text: `{"${key.replace('e', '\\u0065')}":${lie},"x${key}":${signedText},"sign":"${sign}"}` }],
    ['that hides a lie behind what is signed', { text: `{"${key}":${signedText},"${key}":${lie},"sign":"${sign}"}` }],
    ['that hides an error before what is signed', { text: `{"error_response":${lie},"${key}":null,"x":${signedText},"sign":"${sign}"}` }],
    ['that sends elsewhere', { status: 302, text: '', headers: { location: 'http://127.0.0.1:1/' } }],
    ['that says 404', { status: 404, text: genuine }],
    ['that was accepted and no more', { status: 202, text: genuine }],
    ['that is empty', { status: 204, text: '' }],
    ['that puts off', { status: 429, text: '', headers: { 'retry-after': '3600' } }],
    ['in another charset than was signed', { text: Buffer.concat([Buffer.from(genuine.slice(0, genuine.indexOf('Success'))), Buffer.from([0xcd, 0xcb]), Buffer.from(genuine.slice(genuine.indexOf('Success')))]) }],
  ])('%s is unknown', async (_, said) => {
    says(said)
    expect(await channel.query(request)).toMatchObject(UNVERIFIED)
  })

  it('to a refund that nobody signed, or a stranger, is unknown', async () => {
    for (const said of [unsigned('refund', refund), signed('refund', refund, newPrivateKey()), unsigned('refund', refusal('ACQ.TRADE_HAS_FINISHED'))]) {
      says(said)
      expect(await channel.refund(request)).toMatchObject(UNVERIFIED)
    }
  })

  it('is believed in certificate mode, and with whatever space between', async () => {
    says({ text: ` { "${key}" : ${signedText} , "alipay_cert_sn":"0a1b", "sign" : "${sign!.replaceAll('/', '\\/')}" } ` })
    expect(await channel.query(request)).toEqual(success)
  })

  it.each<[string, Said]>([
    ['is not JSON', { text: genuine.slice(0, 60) }],
    ['is too long', { text: `${' '.repeat(300_000)}${genuine}` }],
    ['has no code', signed('query', { msg: 'Success' })],
  ])('that %s is unknown', async (_, said) => {
    says(said)
    expect(await channel.query(request)).toMatchObject(UNREADABLE)
  })

  it('that nobody signed says at most that Alipay does not know who asks: the refund is sent again later', async () => {
    const invalidApp = refusal('isv.invalid-app-id', '40002')
    for (const said of [unsigned('refund', invalidApp), { text: JSON.stringify({ error_response: invalidApp }) }]) {
      says(said)
      expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code: 'MERCHANT_UNKNOWN', action: 'retry' })
    }
    for (const said of [invalidApp, refusal('isv.invalid-app-id', '10000')]) {
      says(unsigned('query', said))
      expect(await channel.query(request)).toEqual({ outcome: 'unknown', why: 'server-error', detail: 'isv.invalid-app-id' })
    }
    says(signed('refund', invalidApp, newPrivateKey()))
    expect(await channel.refund(request)).toMatchObject(UNVERIFIED)
  })

  it('of a server that failed is unknown, also when Alipay itself says so', async () => {
    says({ status: 502, text: 'Bad Gateway' }, signed('refund', refusal('aop.ACQ.SYSTEM_ERROR', '20000')), signed('refund', refusal('ACQ.SYSTEM_ERROR')))
    for (let times = 0; times < 3; times++) expect(await channel.refund(request)).toMatchObject({ outcome: 'unknown', why: 'server-error' })
  })

  it('that nobody gives is unknown; nothing is sent twice', async () => {
    says({ text: '', resets: true })
    expect(await channel.refund(request)).toEqual({ outcome: 'unknown', why: 'connection-lost', detail: 'ECONNRESET' })
    expect(asked).toHaveLength(1)
  })
})

describe('a statement', () => {
  const promised = (): object => ({ ...understood, bill_download_url: `${url}/bill?fileId=1` })

  it('is not asked for before its day is over, and is empty only once it would be there', async () => {
    says()
    expect(await channel.statement('2026-11-23')).toEqual({ outcome: 'not-ready' })
    const none = signed('bill', refusal('isp.bill_not_exist'))
    says(none, none)
    expect(await channel.statement('2026-11-22')).toEqual([])
    const early = new AlipayChannel({ keys: keys.merchant, url: `${url}/gateway.do`, now: () => '2026-11-23T01:59:59.000Z' })
    expect(await early.statement('2026-11-22')).toEqual({ outcome: 'not-ready' })
    expect(asked[0]!.content).toEqual({ bill_type: 'trade', bill_date: '2026-11-22' })
  })

  it.each<[string, () => Said[], object]>([
    ['promised by nobody', () => [unsigned('bill', promised())], UNVERIFIED],
    ['promised without an address', () => [signed('bill', understood)], UNREADABLE],
    ['refused', () => [signed('bill', refusal('isv.insufficient-isv-permissions', '40006'))], { detail: 'isv.insufficient-isv-permissions' }],
    ['that is not there any more', () => [signed('bill', promised()), { status: 404, text: '' }], UNVERIFIED],
    ['whose server failed', () => [signed('bill', promised()), { status: 503, text: '' }], { why: 'server-error' }],
    ['that is no archive', () => [signed('bill', promised()), { text: '<html>' }], UNREADABLE],
  ])('%s is unknown', async (_, said, status) => {
    says(...said())
    expect(await channel.statement('2026-11-22')).toMatchObject({ outcome: 'unknown', ...status })
  })

  it('is fetched from Alipay only, whoever says otherwise', async () => {
    says(signed('bill', { ...understood, bill_download_url: url.replace('127.0.0.1', 'localhost') }))
    expect(await channel.statement('2026-11-22')).toMatchObject({ outcome: 'unknown', why: 'unverified-answer', detail: expect.stringContaining('host') })
    expect(asked).toHaveLength(1)
  })

  it.each<[string, string | undefined]>([
    ['http://dwbillcenter.alipay.com/bill?fileId=1', 'https://dwbillcenter.alipay.com/bill?fileId=1'],
    ['https://dwbillcenter.alipaydev.com/bill', 'https://dwbillcenter.alipaydev.com/bill'],
    ['http://gateway.example:8080/bill', 'http://gateway.example:8080/bill'],
    ['http://gateway.example/bill', 'https://gateway.example/bill'],
    ['https://alipay.com.example/bill', undefined],
    ['https://notalipay.com/bill', undefined],
    ['https://169.254.169.254/bill', undefined],
  ])('at %s is fetched from %s', (address, place) => {
    expect(placeOfFile(address, 'http://gateway.example:8080/gateway.do')?.href).toBe(place)
  })
})
