import { createCipheriv, createPublicKey } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, money } from '@recourse/kernel'
import type { NoticeEnvelope } from '../port.js'
import { wechatPayNotices } from './notices.js'
import { generateSandboxKeys, newPrivateKey } from './sandbox/keys.js'
import { makeNotice, type NoticeKind } from './sandbox/notice.js'
import { signedHeaders } from './sandbox/signature.js'

const keys = generateSandboxKeys()
const { read } = wechatPayNotices(keys.merchant)
const AT = '2026-11-22T08:00:00.000Z'

const record = {
  refund: {
    outRefundNo: 'case-1', paymentReference: '4200001', amount: money(3_000, 'CNY'), channelReference: '503', status: 'ABNORMAL', failureCode: null, behaviour: null,
    timesQueried: 0, notifyUrl: 'http://127.0.0.1/notices', createdAt: AT, changedAt: AT,
  },
  total_minor: 10_000,
} as const

const received = (kind: NoticeKind, receivedAt = new Date().toISOString()): NoticeEnvelope => {
  const { headers, body } = makeNotice(keys, record.refund.notifyUrl, record, new Date(), kind)
  return { headers, body: new TextEncoder().encode(body), receivedAt }
}

/** Signed by WeChat Pay, whatever it says. */
const signed = (body: string, headers = signedHeaders(keys.platformPrivateKey, keys.merchant.platformSerial, body)): NoticeEnvelope => ({
  headers, body: new TextEncoder().encode(body), receivedAt: new Date().toISOString(),
})

/** Without `associated_data`. */
const encryptedWithout = (): object => {
  const cipher = createCipheriv('aes-256-gcm', keys.merchant.apiV3Key, '0123456789ab')
  const text = JSON.stringify({ mchid: keys.merchant.mchid, transaction_id: '4200001', out_refund_no: 'case-1' })
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
  return { algorithm: 'AEAD_AES_256_GCM', original_type: 'refund', ciphertext, nonce: '0123456789ab', associated_data: '' }
}

describe('a notice', () => {
  it('names the refund that there is news about', () => {
    expect(read(received('again'))).toEqual({ kind: 'refund', noticeId: expect.stringMatching(/^EV-/), outRefundNo: 'case-1', paymentReference: '4200001' })
  })

  it('that is repeated has the same id under another signature', () => {
    const [first, second] = [received('again'), received('again')]
    expect(first.headers['wechatpay-signature']).not.toBe(second.headers['wechatpay-signature'])
    expect(read(first)).toEqual(read(second))
  })

  it.each([
    ['forged', 'signature'],
    ['tampered', 'signature'],
    ['replayed', 'too-old'],
    ['other-merchant', 'other-merchant'],
  ] as const)('that is %s is rejected', (kind, why) => {
    expect(read(received(kind))).toMatchObject({ kind: 'rejected', why })
  })

  it('is believed for 300 s after and before its time stamp, and no longer', () => {
    const envelope = received('again')
    const stamp = new Date(Number(envelope.headers['wechatpay-timestamp']) * 1_000).toISOString()
    for (const away_ms of [300_000, -300_000]) expect(read({ ...envelope, receivedAt: addMilliseconds(stamp, away_ms) }).kind).toBe('refund')
    for (const away_ms of [300_001, -300_001]) expect(read({ ...envelope, receivedAt: addMilliseconds(stamp, away_ms) })).toMatchObject({ why: 'too-old' })
  })

  it('without one of its headers, or with one twice, is rejected', () => {
    const envelope = received('again')
    for (const name of ['serial', 'timestamp', 'nonce', 'signature'].map((header) => `wechatpay-${header}`)) {
      for (const value of [undefined, '', [String(envelope.headers[name])]]) {
        expect(read({ ...envelope, headers: { ...envelope.headers, [name]: value } })).toMatchObject({ kind: 'rejected', why: 'signature' })
      }
    }
  })

  it('that probes whether signatures are verified is rejected', () => {
    const { headers, ...envelope } = received('again')
    const signature = `WECHATPAY/SIGNTEST/${String(headers['wechatpay-signature']).slice(19)}`
    expect(read({ ...envelope, headers: { ...headers, 'wechatpay-signature': signature } })).toMatchObject({ kind: 'rejected', why: 'signature' })
  })

  it('is read whatever was bound to it, nothing included, as in WeChat Pay\'s own example', () => {
    const body = JSON.stringify({ ...JSON.parse(new TextDecoder().decode(received('again').body)) as object, resource: encryptedWithout() })
    expect(read(signed(body))).toMatchObject({ kind: 'refund', outRefundNo: 'case-1' })
  })

  it('about a payment is genuine and not ours to act on', () => {
    const body = new TextDecoder().decode(received('again').body).replace('REFUND.ABNORMAL', 'TRANSACTION.SUCCESS')
    expect(read(signed(body))).toEqual({ kind: 'unrelated', noticeId: expect.any(String) })
  })

  it('whose tag does not hold is rejected although its signature does: whatever byte of the ciphertext is changed', () => {
    const notice = JSON.parse(new TextDecoder().decode(received('again').body)) as { resource: { ciphertext: string } }
    const ciphertext = Buffer.from(notice.resource.ciphertext, 'base64')
    for (let at = 0; at < ciphertext.length; at += 7) {
      const changed = Buffer.from(ciphertext)
      changed[at]! ^= 1
      const body = JSON.stringify({ ...notice, resource: { ...notice.resource, ciphertext: changed.toString('base64') } })
      expect(read(signed(body))).toMatchObject({ kind: 'rejected', why: 'malformed' })
    }
  })

  it.each(['', '{', '[]', '{"id":"EV-1"}', '{"id":"EV-1","event_type":"REFUND.SUCCESS","resource":{"algorithm":"AEAD_AES_256_GCM","ciphertext":"AA==","nonce":"short"}}'])(
    'that cannot be read is rejected: %s', (body) => {
      expect(read(signed(body))).toMatchObject({ kind: 'rejected', why: 'malformed' })
    })

  it('that another APIv3 key encrypted is rejected', () => {
    const { read: readWithOther } = wechatPayNotices({ ...keys.merchant, apiV3Key: 'x'.repeat(32) })
    expect(readWithOther(received('again'))).toMatchObject({ kind: 'rejected', why: 'malformed' })
  })

  it('is believed under every platform key that is known, so that WeChat Pay can change it', () => {
    const next = newPrivateKey()
    const body = new TextDecoder().decode(received('again').body)
    const envelope = signed(body, signedHeaders(next, 'NEXT', body))
    expect(read(envelope)).toMatchObject({ why: 'signature' })
    const platformKeys = new Map([...keys.merchant.platformKeys, ['NEXT', createPublicKey(next)]])
    expect(wechatPayNotices({ ...keys.merchant, platformKeys }).read(envelope).kind).toBe('refund')
  })
})
