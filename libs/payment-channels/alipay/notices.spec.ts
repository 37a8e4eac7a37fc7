import { createSign } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, money } from '@recourse/kernel'
import type { NoticeEnvelope } from '../port.js'
import { alipayNotices } from './notices.js'
import { generateSandboxKeys } from './sandbox/keys.js'
import { makeNotice, type NoticeKind } from './sandbox/notice.js'
import { signedForm } from './sandbox/signature.js'

const keys = generateSandboxKeys()
const { read, acknowledgement } = alipayNotices(keys.merchant)
const AT = '2026-11-22T08:00:00.000Z'
const HOUR_MS = 3_600_000

const record = {
  refund: {
    outRefundNo: 'case-1', paymentReference: '2026001', amount: money(3_000, 'CNY'), channelReference: '2026001 case-1', status: 'SUCCESS', failureCode: null,
    behaviour: null, timesQueried: 0, notifyUrl: null, createdAt: AT, changedAt: AT,
  },
  paid_minor: 10_000,
  refunded_minor: 3_000,
} as const

const received = (kind: NoticeKind, receivedAt = AT): NoticeEnvelope => {
  const { headers, body } = makeNotice(keys, 'http://127.0.0.1/notices', record, AT, kind)
  return { headers, body: new TextEncoder().encode(body), receivedAt }
}

const fieldsOf = ({ body }: NoticeEnvelope): Record<string, string> => Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)))

const unsignedFields = (): Record<string, string> => {
  const { sign: _, sign_type: __, ...fields } = fieldsOf(received('again'))
  return fields
}

const posted = (body: string): NoticeEnvelope => ({ headers: {}, body: new TextEncoder().encode(body), receivedAt: AT })

/** Signed by Alipay, whatever it says. */
const signed = (fields: Record<string, string>): NoticeEnvelope => posted(signedForm(keys.alipayPrivateKey, fields))

const without = (name: string): NoticeEnvelope => {
  const { [name]: _, ...fields } = unsignedFields()
  return signed(fields)
}

describe('a notice', () => {
  it('names the refund that there is news about, and nothing of its outcome', () => {
    const noticeId = expect.stringMatching(/^[0-9a-f]{34}$/)
    expect(read(received('again'))).toEqual({ kind: 'refund', noticeId, outRefundNo: 'case-1', paymentReference: '2026001' })
    expect(acknowledgement).toEqual({ status: 200, contentType: 'text/plain', body: 'success' })
  })

  it('that comes late or twice has the same id', () => {
    expect(read(received('late'))).toEqual(read(received('again')))
  })

  it.each([
    ['forged', 'signature'],
    ['tampered', 'signature'],
    ['replayed', 'too-old'],
    ['other-merchant', 'other-merchant'],
    ['other-seller', 'other-merchant'],
  ] as const)('that is %s is rejected', (kind, why) => {
    expect(read(received(kind))).toMatchObject({ kind: 'rejected', why })
  })

  it('is believed as long as Alipay repeats it, 25 hours, and no longer', () => {
    for (const away_ms of [25 * HOUR_MS + 300_000, -300_000]) expect(read(received('again', addMilliseconds(AT, away_ms))).kind).toBe('refund')
    for (const away_ms of [25 * HOUR_MS + 301_000, -301_000]) expect(read(received('again', addMilliseconds(AT, away_ms)))).toMatchObject({ why: 'too-old' })
  })

  it('about a payment, or about a refund that is not ours, is genuine and not ours to act on', () => {
    for (const name of ['refund_fee', 'gmt_refund', 'out_biz_no']) expect(read(without(name))).toEqual({ kind: 'unrelated', noticeId: expect.any(String) })
    expect(read(signed({ ...unsignedFields(), out_biz_no: '手工 退款' }))).toEqual({ kind: 'unrelated', noticeId: expect.any(String) })
  })

  it.each(['notify_id', 'notify_time', 'app_id', 'trade_no'])('without %s cannot be read', (name) => {
    expect(read(without(name))).toMatchObject({ kind: 'rejected', why: 'malformed' })
  })

  it('is signed with RSA2 and nothing older, whatever it says of itself', () => {
    const fields = unsignedFields()
    const text = Object.keys(fields).sort().map((name) => `${name}=${fields[name]}`).join('&')
    const sign = createSign('RSA-SHA1').update(text).sign(keys.alipayPrivateKey, 'base64')
    for (const sign_type of ['RSA', 'RSA2', 'toString']) {
      expect(read(posted(new URLSearchParams({ ...fields, sign_type, sign }).toString()))).toMatchObject({ kind: 'rejected', why: 'signature' })
    }
  })

  it('in another charset than UTF-8 is rejected: payments have to ask for it', () => {
    const { body, ...envelope } = received('again')
    const gbk = new TextDecoder().decode(body).replace(encodeURIComponent('课程'), '%BF%CE%B3%CC').replace('charset=utf-8', 'charset=gbk')
    expect(read({ ...envelope, body: new TextEncoder().encode(gbk) })).toMatchObject({ kind: 'rejected', why: 'signature' })
  })

  it('that names a field twice is read by the last, which then has to be the signed one', () => {
    const { body, ...envelope } = received('again')
    const genuine = new TextDecoder().decode(body)
    expect(read({ ...envelope, body: new TextEncoder().encode(`${genuine}&out_biz_no=case-2`) })).toMatchObject({ kind: 'rejected', why: 'signature' })
    expect(read({ ...envelope, body: new TextEncoder().encode(`out_biz_no=case-2&${genuine}`) })).toMatchObject({ outRefundNo: 'case-1' })
  })

  it('without a signature, with half of one or with a second way to write it, is rejected', () => {
    const { sign = '', ...fields } = fieldsOf(received('again'))
    for (const wrong of ['', sign.slice(0, 100), `${sign}\n`, sign.replaceAll('=', ''), ` ${sign}`]) {
      expect(read(posted(new URLSearchParams({ ...fields, sign: wrong }).toString()))).toMatchObject({ kind: 'rejected', why: 'signature' })
    }
  })

  it.each(['', '{', '[]', 'sign=', '%', '__proto__=1&sign_type=RSA2&sign=AAAA', '\u0000'])('that is none is rejected: %j', (body) => {
    expect(read(posted(body))).toMatchObject({ kind: 'rejected', why: 'signature' })
  })
})
