import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import type { RefundRequest } from '../port.js'
import { WechatPayChannel } from './channel.js'
import { generateSandboxKeys, newPrivateKey } from './sandbox/keys.js'
import { signedHeaders } from './sandbox/signature.js'

const keys = generateSandboxKeys()
const { platformSerial } = keys.merchant
const request: RefundRequest = { outRefundNo: 'case-1', paymentReference: '4200001', amount: money(3_000, 'CNY'), paid: money(10_000, 'CNY'), reason: '退款' }

const refund = {
  refund_id: '50301', out_refund_no: 'case-1', transaction_id: '4200001', status: 'SUCCESS', success_time: '2026-11-22T16:00:00+08:00',
  amount: { refund: 3_000, total: 10_000, currency: 'CNY' },
}

interface Said {
  readonly status?: number
  readonly body: unknown
  readonly headers?: (body: string) => Record<string, string>
}

const signed = (body: string): Record<string, string> => signedHeaders(keys.platformPrivateKey, platformSerial, body)
const unsigned = (): Record<string, string> => ({})
/** WeChat Pay now and then signs wrong on purpose. Source: its guide to verifying signatures, 应对签名探测流量. */
const probe = (body: string): Record<string, string> => ({ ...signed(body), 'wechatpay-signature': `WECHATPAY/SIGNTEST/${signed(body)['wechatpay-signature']!.slice(19)}` })
/** 退款 in GBK. */
const GBK = [0xcd, 0xcb, 0xbf, 0xee]

/** Whoever answers at WeChat Pay's address: says what it was told to say, in turn. */
let server: Server
let channel: WechatPayChannel
let toSay: Said[] = []
let asked: string[] = []
let keysAskedFor: unknown[] = []

beforeAll(async () => {
  server = createServer((incoming, response) => {
    asked.push(incoming.url ?? '')
    keysAskedFor.push(incoming.headers['wechatpay-serial'])
    const { status = 200, body, headers = signed } = toSay.shift()!
    const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    incoming.resume().on('end', () => response.writeHead(status, headers(String(text))).end(text))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  channel = new WechatPayChannel({ keys: keys.merchant, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, now: () => '2026-11-23T04:00:00.000Z' })
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
  keysAskedFor = []
}

const UNVERIFIED = { outcome: 'unknown', why: 'unverified-answer' }
const UNREADABLE = { outcome: 'unknown', why: 'unreadable-answer' }

describe('an answer', () => {
  it('that is signed counts', async () => {
    says({ body: refund })
    expect(await channel.refund(request)).toEqual({
      outcome: 'succeeded', channelReference: '50301', settledAt: '2026-11-22T08:00:00.000Z', amount: money(3_000, 'CNY'),
    })
  })

  it.each<[string, Said]>([
    ['that is not signed', { body: refund, headers: unsigned }],
    ['that a stranger signed', { body: refund, headers: (body) => signedHeaders(newPrivateKey(), platformSerial, body) }],
    ['that was signed under a key that is not known', { body: refund, headers: (body) => signedHeaders(keys.platformPrivateKey, 'OTHER', body) }],
    ['that was signed 301 s ago', { body: refund, headers: (body) => signedHeaders(keys.platformPrivateKey, platformSerial, body, Date.now() - 302_000) }],
    ['whose body was changed', { body: refund, headers: (body) => signed(body.replace('3000', '2000')) }],
    ['about another refund', { body: { ...refund, out_refund_no: 'case-2' } }],
    ['about another payment', { body: { ...refund, transaction_id: '4200002' } }],
    ['that is an error which nobody signed', { status: 400, body: { code: 'PARAM_ERROR', message: '参数错误' }, headers: unsigned }],
    ['that says 404 and nobody signed', { status: 404, body: { code: 'RESOURCE_NOT_EXISTS', message: '' }, headers: unsigned }],
    ['that probes whether signatures are verified', { body: refund, headers: probe }],
    ['that is unsigned and says what only a signed one may', { status: 403, body: { code: 'USER_ACCOUNT_ABNORMAL', message: '' }, headers: unsigned }],
    ['in another charset than was signed', { body: Buffer.from(GBK), headers: () => signed(JSON.stringify(refund)) }],
    ['that sends elsewhere', { status: 302, body: '', headers: () => ({ location: 'http://127.0.0.1:1/' }) }],
  ])('%s is unknown, to whoever sends and to whoever asks', async (_, said) => {
    says(said, said)
    expect(await channel.refund(request)).toMatchObject(UNVERIFIED)
    expect(await channel.query(request)).toMatchObject(UNVERIFIED)
  })

  it.each<[string, Said]>([
    ['that is not JSON', { body: '{"refund_id"' }],
    ['without a status', { body: { ...refund, status: undefined } }],
    ['with a status that is not known', { body: { ...refund, status: 'HALF' } }],
    ['that is a success without its time', { body: { ...refund, success_time: undefined } }],
    ['that is too long', { body: `{"refund_id":"${'x'.repeat(1_100_000)}"}` }],
    ['that accepts and says no more', { status: 202, body: refund }],
    ['without a body', { status: 204, body: '' }],
    ['with an amount in a text', { body: { ...refund, amount: { ...refund.amount, refund: '3000' } } }],
    ['without an amount', { body: { ...refund, amount: undefined } }],
    ['with half a fen', { body: { ...refund, amount: { ...refund.amount, refund: 0.5 } } }],
    ['that is an error without a code', { status: 400, body: {} }],
  ])('%s is unknown', async (_, said) => {
    says(said, said)
    expect(await channel.refund(request)).toMatchObject(UNREADABLE)
    expect(await channel.query(request)).toMatchObject(UNREADABLE)
  })

  it.each<[string, Said]>([
    ['signed', { status: 500, body: { code: 'SYSTEM_ERROR', message: '系统错误' } }],
    ['not signed', { status: 502, body: 'Bad Gateway', headers: unsigned }],
    ['a system error with another status', { status: 400, body: { code: 'SYSTEM_ERROR', message: '系统错误' } }],
  ])('of a server that failed is unknown: %s', async (_, said) => {
    says(said, said)
    expect(await channel.refund(request)).toMatchObject({ outcome: 'unknown', why: 'server-error' })
    expect(await channel.query(request)).toMatchObject({ outcome: 'unknown', why: 'server-error' })
  })

  it('says that a refund is not known only by a signed 404 with the code for it', async () => {
    says(
      { status: 404, body: { code: 'RESOURCE_NOT_EXISTS', message: '退款单不存在' } },
      { status: 404, body: { code: 'NOT_FOUND', message: '' } },
      { status: 400, body: { code: 'RESOURCE_NOT_EXISTS', message: '' } },
      { status: 429, body: { code: 'FREQUENCY_LIMITED', message: '频率限制' } },
    )
    expect(await channel.query(request)).toEqual({ outcome: 'not-found' })
    for (const detail of ['NOT_FOUND', 'RESOURCE_NOT_EXISTS', 'FREQUENCY_LIMITED']) {
      expect(await channel.query(request)).toEqual({ outcome: 'unknown', why: 'server-error', detail })
    }
  })

  it('without a signature to who signed wrong or asks too often says so: both are sent again later, and neither says anything of the refund', async () => {
    const wrong: Said = { status: 401, body: { code: 'SIGN_ERROR', message: '签名错误' }, headers: unsigned }
    const often: Said = { status: 429, body: '<html>', headers: () => ({ 'retry-after': '3600' }) }
    says(wrong, often, wrong, often)
    expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code: 'SIGNATURE_REJECTED', action: 'retry' })
    expect(await channel.refund(request)).toMatchObject({ outcome: 'failed', code: 'CHANNEL_BUSY', action: 'retry' })
    for (const detail of ['SIGN_ERROR', 'FREQUENCY_LIMITED']) expect(await channel.query(request)).toEqual({ outcome: 'unknown', why: 'server-error', detail })
    says({ ...wrong, headers: (body) => signedHeaders(newPrivateKey(), platformSerial, body) })
    expect(await channel.refund(request)).toMatchObject(UNVERIFIED)
  })

  it('is believed under each of the keys while WeChat Pay changes them, and is asked for under the one in use', async () => {
    const next = newPrivateKey()
    const platformKeys = new Map([...keys.merchant.platformKeys, ['NEXT', createPublicKey(next)]])
    const { port } = server.address() as AddressInfo
    const changing = new WechatPayChannel({ keys: { ...keys.merchant, platformKeys, platformSerial: 'NEXT' }, url: `http://127.0.0.1:${port}` })
    says({ body: refund }, { body: refund, headers: (body) => signedHeaders(next, 'NEXT', body) }, { body: refund, headers: (body) => signedHeaders(next, platformSerial, body) })
    for (let times = 0; times < 2; times++) expect(await changing.query(request)).toMatchObject({ outcome: 'succeeded' })
    expect(await changing.query(request)).toMatchObject(UNVERIFIED)
    expect(keysAskedFor).toEqual(['NEXT', 'NEXT', 'NEXT'])
  })

  it('that nobody gives is unknown, and says nothing of the keys', async () => {
    const alone = new WechatPayChannel({ keys: keys.merchant, url: 'http://127.0.0.1:1' })
    expect(await alone.refund(request)).toEqual({ outcome: 'unknown', why: 'connection-lost', detail: 'ECONNREFUSED' })
    expect(await alone.statement('2026-11-22')).toEqual({ outcome: 'unknown', why: 'connection-lost', detail: 'ECONNREFUSED' })
  })
})

describe('a statement', () => {
  const bill = { hash_type: 'SHA1', hash_value: '0'.repeat(40), download_url: 'http://elsewhere.example/v3/billdownload/file?token=abc%2B' }

  it('whose file does not have the promised hash is not believed; the file comes from WeChat Pay\'s own address', async () => {
    says({ body: bill }, { body: '总交易单数', headers: unsigned })
    expect(await channel.statement('2026-11-22')).toMatchObject(UNVERIFIED)
    expect(asked).toEqual(['/v3/bill/tradebill?bill_date=2026-11-22&bill_type=REFUND', '/v3/billdownload/file?token=abc%2B'])
  })

  it('whose promise or file is missing is unknown', async () => {
    says({ body: bill, headers: unsigned })
    expect(await channel.statement('2026-11-22')).toMatchObject(UNVERIFIED)
    says({ body: { ...bill, hash_type: 'MD5' } })
    expect(await channel.statement('2026-11-22')).toMatchObject(UNREADABLE)
    says({ body: bill }, { status: 404, body: '', headers: unsigned })
    expect(await channel.statement('2026-11-22')).toMatchObject(UNVERIFIED)
    says({ body: bill }, { status: 503, body: '', headers: unsigned })
    expect(await channel.statement('2026-11-22')).toMatchObject({ outcome: 'unknown', why: 'server-error' })
  })

  it('that WeChat Pay does not give for a reason of its own is unknown', async () => {
    says({ status: 403, body: { code: 'NO_AUTH', message: '权限异常' } })
    expect(await channel.statement('2026-11-22')).toEqual({ outcome: 'unknown', why: 'server-error', detail: 'NO_AUTH' })
  })

  it('is empty only once the day\'s bill would be there', async () => {
    const none: Said = { status: 400, body: { code: 'NO_STATEMENT_EXIST', message: '账单文件不存在' } }
    says(none, none, { status: 400, body: { code: 'STATEMENT_CREATING', message: '账单生成中' } })
    expect(await channel.statement('2026-11-22')).toEqual([])
    expect(await channel.statement('2026-11-23')).toEqual({ outcome: 'not-ready' })
    expect(await channel.statement('2026-11-22')).toEqual({ outcome: 'not-ready' })
  })
})
