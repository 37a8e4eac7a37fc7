import { createHmac, timingSafeEqual } from 'node:crypto'
import { isRefundNumber, type ChannelNotices, type Notice, type NoticeEnvelope, type NoticeRejection, type RejectedNotice, type UnrelatedNotice } from '../port.js'
import { headerOf, parseJson } from '../text.js'
import { isLive, type StripeKeys } from './keys.js'
import { eventObject, OUT_REFUND_NO, PAYMENT_REFERENCE, refundObject } from './wire.js'

/** Every delivery is signed anew, also a late one, so five minutes are enough. Source: Stripe's own libraries. */
const BELIEVED_MS = 300_000
const SIGNATURE = /^[0-9a-f]{64}$/
const TIME = /^\d{1,12}$/
const SIGNATURE_LIMIT = 8

const REFUND_EVENTS: readonly string[] = ['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated']

/**
 * Reads a webhook: first the signature over the raw body, then its age, then whom and what it is about.
 *
 * The SDK's `constructEvent` would also take a signature from the future, and verifies a decoded copy of the body instead of its bytes.
 */
export const stripeNotices = (keys: StripeKeys): ChannelNotices => ({
  read: (envelope) => {
    const signed = signatureOf(headerOf(envelope.headers, 'stripe-signature'))
    if (!signed || !isSigned(keys.webhookSecret, signed, envelope.body)) return rejected('signature', 'not signed by Stripe for this endpoint')
    const age_ms = Date.parse(envelope.receivedAt) - Number(signed.time) * 1_000
    if (Math.abs(age_ms) > BELIEVED_MS) return rejected('too-old', 'signed more than five minutes ago or ahead')
    return readSigned(keys, envelope)
  },
  acknowledgement: { status: 200, contentType: 'application/json', body: '{"received":true}' },
})

interface Signed {
  /** Seconds since 1970, as it was signed. */
  readonly time: string
  /** More than one while the secret is being changed. */
  readonly signatures: readonly string[]
}

/** `t=…,v1=…[,v1=…]`; other schemes, such as v0 of test events, prove nothing. */
const signatureOf = (header: string): Signed | undefined => {
  const parts = header.split(',').map((part) => part.trim().split('='))
  const times = parts.filter(([name]) => name === 't')
  const signatures = parts.filter(([name]) => name === 'v1').map(([, value = '']) => value)
  const time = times[0]?.[1] ?? ''
  if (times.length !== 1 || !TIME.test(time) || signatures.length > SIGNATURE_LIMIT) return undefined
  return { time, signatures: signatures.filter((value) => SIGNATURE.test(value)) }
}

const isSigned = (secret: string, { time, signatures }: Signed, body: Uint8Array): boolean => {
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  return signatures.some((signature) => timingSafeEqual(Buffer.from(signature, 'hex'), expected))
}

const readSigned = (keys: StripeKeys, { body }: NoticeEnvelope): Notice | UnrelatedNotice | RejectedNotice => {
  const event = eventObject.safeParse(parseJson(body))
  if (!event.success) return rejected('malformed', 'an event of another shape')
  const { id: noticeId, type, livemode, account, data } = event.data
  if (livemode !== isLive(keys.apiKey) || account) return rejected('other-merchant', 'it is about test money, about real money, or about a connected account')
  const refund = REFUND_EVENTS.includes(type) ? refundObject.safeParse(data.object) : undefined
  if (refund && !refund.success) return rejected('malformed', 'a refund of another shape')
  const { [OUT_REFUND_NO]: outRefundNo = '', [PAYMENT_REFERENCE]: paymentReference = '' } = refund?.data.metadata ?? {}
  // A refund that somebody made by hand at Stripe names no number of ours.
  return isRefundNumber(outRefundNo) && paymentReference ? { kind: 'refund', noticeId, outRefundNo, paymentReference } : { kind: 'unrelated', noticeId }
}

const rejected = (why: NoticeRejection, detail: string): RejectedNotice => ({ kind: 'rejected', why, detail })
