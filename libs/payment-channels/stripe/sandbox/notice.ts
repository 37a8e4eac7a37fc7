import { createHash, createHmac } from 'node:crypto'
import { addMilliseconds, type Instant } from '@recourse/kernel'
import type { OutgoingNotice } from '../../sandbox-kit/notice-post.js'
import type { StripeKeys } from '../keys.js'
import { secondsOf } from '../wire.js'
import { generateSandboxKeys } from './keys.js'
import type { RefundRecord } from './ledger.js'
import { refundJson } from './refund-json.js'

const REPLAYED_AFTER_MS = 10 * 60_000
const LATE_MS = 24 * 3_600_000

/**
 * How a notice can be sent on demand: once more, a day late, signed by a stranger, long after it was signed, changed on its way, about real money, or about a
 * connected account.
 */
export const noticeKinds = ['again', 'late', 'forged', 'replayed', 'tampered', 'live', 'other-account'] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** Stripe signs every delivery anew: only one that was recorded and played back is old. */
const signed_ago_ms: Partial<Record<NoticeKind, number>> = { replayed: REPLAYED_AFTER_MS }

/** The same state of a refund has the same event id, however often it is sent. */
export const makeNotice = (keys: StripeKeys, url: string, record: RefundRecord, now: Instant, kind: NoticeKind = 'again'): OutgoingNotice => {
  const event = {
    id: `evt_${createHash('sha256').update(`${record.refund.channelReference} ${record.refund.status}`).digest('hex').slice(0, 24)}`,
    object: 'event',
    ...(kind === 'other-account' && { account: 'acct_1032D82eZvKYlo2C' }),
    api_version: '2026-10-28.endive',
    created: secondsOf(addMilliseconds(now, kind === 'late' ? -LATE_MS : 0)),
    data: { object: refundJson(record) },
    livemode: kind === 'live',
    pending_webhooks: 1,
    type: typeOf(record),
  }
  const body = JSON.stringify(event)
  const secret = kind === 'forged' ? generateSandboxKeys().webhookSecret : keys.webhookSecret
  return {
    url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signatureHeader(secret, secondsOf(addMilliseconds(now, -(signed_ago_ms[kind] ?? 0))), body),
    },
    body: kind === 'tampered' ? body.replace(/"amount":\d+/, '"amount":1') : body,
  }
}

const typeOf = ({ refund }: RefundRecord): string => {
  if (refund.status === 'failed') return 'refund.failed'
  return refund.changedAt === refund.createdAt ? 'refund.created' : 'refund.updated'
}

/** `t=…,v1=…`: HMAC-SHA256 over the time, a point and the body. */
export const signatureHeader = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
