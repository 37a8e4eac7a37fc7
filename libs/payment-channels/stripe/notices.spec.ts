import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, money } from '@recourse/kernel'
import Stripe from 'stripe'
import type { NoticeEnvelope } from '../port.js'
import { stripeNotices } from './notices.js'
import { generateSandboxKeys } from './sandbox/keys.js'
import { makeNotice, signatureHeader, type NoticeKind } from './sandbox/notice.js'
import { secondsOf } from './wire.js'

const keys = generateSandboxKeys()
const { read, acknowledgement } = stripeNotices(keys)
const AT = '2026-11-22T08:00:00.000Z'

const record = {
  refund: {
    outRefundNo: 'case-1', paymentReference: 'pi_1', amount: money(3_000, 'CNY'), channelReference: 're_1', status: 'succeeded', failureCode: null, behaviour: null,
    timesQueried: 0, notifyUrl: null, createdAt: AT, changedAt: AT,
  },
  outRefundNo: 'case-1',
  movements: [{ seq: 1, direction: 'out', at: AT }],
} as const

const received = (kind: NoticeKind, receivedAt = AT): NoticeEnvelope => {
  const { headers, body } = makeNotice(keys, 'http://127.0.0.1/notices', record, AT, kind)
  return { headers, body: new TextEncoder().encode(body), receivedAt }
}

const eventOf = (): Record<string, unknown> => JSON.parse(new TextDecoder().decode(received('again').body)) as Record<string, unknown>

const posted = (body: string, header: string | undefined): NoticeEnvelope => ({
  headers: { 'stripe-signature': header }, body: new TextEncoder().encode(body), receivedAt: AT,
})

/** Signed by Stripe, whatever it says. */
const signed = (body: string, seconds = secondsOf(AT)): NoticeEnvelope => posted(body, signatureHeader(keys.webhookSecret, seconds, body))

const withRefund = (change: object): NoticeEnvelope => {
  const event = eventOf() as { data: { object: object } }
  return signed(JSON.stringify({ ...event, data: { object: { ...event.data.object, ...change } } }))
}

describe('a notice', () => {
  it('names the refund that there is news about, and nothing of its outcome', () => {
    expect(read(received('again'))).toEqual({ kind: 'refund', noticeId: expect.stringMatching(/^evt_\w{24}$/), outRefundNo: 'case-1', paymentReference: 'pi_1' })
    expect(acknowledgement).toEqual({ status: 200, contentType: 'application/json', body: '{"received":true}' })
  })

  it('that comes twice, or a day late but signed anew, has the same id', () => {
    expect(read(received('late'))).toEqual(read(received('again')))
  })

  it.each([
    ['forged', 'signature'],
    ['tampered', 'signature'],
    ['replayed', 'too-old'],
    ['live', 'other-merchant'],
    ['other-account', 'other-merchant'],
  ] as const)('that is %s is rejected', (kind, why) => {
    expect(read(received(kind))).toMatchObject({ kind: 'rejected', why })
  })

  it('is believed for five minutes, either way', () => {
    for (const away_ms of [300_000, -300_000]) expect(read(received('again', addMilliseconds(AT, away_ms))).kind).toBe('refund')
    for (const away_ms of [301_000, -301_000]) expect(read(received('again', addMilliseconds(AT, away_ms)))).toMatchObject({ why: 'too-old' })
  })

  it('about something else, or about a refund that is not ours, is genuine and not ours to act on', () => {
    const unrelated = { kind: 'unrelated', noticeId: expect.any(String) }
    expect(read(signed(JSON.stringify({ ...eventOf(), type: 'charge.refunded', data: { object: { object: 'charge' } } })))).toEqual(unrelated)
    for (const metadata of [{}, null, { out_refund_no: 'case-1' }, { out_refund_no: '手工 退款', payment_reference: 'pi_1' }]) expect(read(withRefund({ metadata }))).toEqual(unrelated)
  })

  it.each([['{'], ['[]'], ['{"object":"event"}'], ['null']])('that Stripe signed and nobody can read is malformed: %s', (body) => {
    expect(read(signed(body))).toMatchObject({ kind: 'rejected', why: 'malformed' })
  })

  it('about a refund of another shape is malformed', () => {
    for (const change of [{ amount: '3000' }, { status: 'half' }, { id: '' }, { currency: 'CNY' }]) {
      expect(read(withRefund(change))).toMatchObject({ kind: 'rejected', why: 'malformed' })
    }
  })

  it('is believed by any of its signatures while the secret is being changed', () => {
    const body = JSON.stringify(eventOf())
    const [time, mine] = signatureHeader(keys.webhookSecret, secondsOf(AT), body).split(',')
    const other = signatureHeader('whsec_other', secondsOf(AT), body).split(',')[1]
    expect(read(posted(body, [time, other, mine].join(',')))).toMatchObject({ kind: 'refund' })
    expect(read(posted(body, [time, ...Array.from({ length: 9 }, () => mine)].join(',')))).toMatchObject({ why: 'signature' })
  })

  it('without a signature of the scheme v1 is rejected', () => {
    const body = JSON.stringify(eventOf())
    const header = signatureHeader(keys.webhookSecret, secondsOf(AT), body)
    const wrong = [
      undefined, '', 't=', header.replace('v1=', 'v0='), header.replace(/^t=\d+,/, ''), `t=1,${header}`, header.toUpperCase(), header.slice(0, -1), `${header}0`,
      header.replace(/t=\d+/, 't=1e9'),
    ]
    for (const value of wrong) expect(read(posted(body, value))).toMatchObject({ kind: 'rejected', why: 'signature' })
    expect(read({ ...posted(body, header), headers: { 'stripe-signature': [header, header] } })).toMatchObject({ kind: 'rejected', why: 'signature' })
  })
})

describe("Stripe's own library", () => {
  const body = JSON.stringify(eventOf())

  it('signs as the sandbox does, and its signature is believed', () => {
    const header = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: keys.webhookSecret, timestamp: secondsOf(AT) })
    expect(header).toBe(signatureHeader(keys.webhookSecret, secondsOf(AT), body))
    expect(read(posted(body, header))).toMatchObject({ kind: 'refund', outRefundNo: 'case-1' })
  })

  it('believes what the sandbox signed, and would also believe the future', () => {
    const ahead = secondsOf(AT) + 86_400
    const header = signatureHeader(keys.webhookSecret, ahead, body)
    expect(Stripe.webhooks.constructEvent(body, header, keys.webhookSecret, 300, undefined, Date.parse(AT)).type).toBe('refund.created')
    expect(read(posted(body, header))).toMatchObject({ kind: 'rejected', why: 'too-old' })
  })
})
