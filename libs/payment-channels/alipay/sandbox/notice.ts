import { createHash } from 'node:crypto'
import { addMilliseconds, type Instant } from '@recourse/kernel'
import type { OutgoingNotice } from '../../sandbox-kit/notice-post.js'
import { yuanOf } from '../amounts.js'
import { beijingTime } from '../times.js'
import { strangerKey, type SandboxKeys } from './keys.js'
import type { RefundRecord } from './ledger.js'
import { outTradeNoOf } from './refund-json.js'
import { signedForm } from './signature.js'

const REPLAYED_AFTER_MS = 26 * 3_600_000
const LATE_MS = 24 * 3_600_000

/**
 * How a notice can be sent on demand: once more, a day late, signed by a stranger, long after it was signed, changed on its way, or about the refund of another
 * application or seller.
 */
export const noticeKinds = ['again', 'late', 'forged', 'replayed', 'tampered', 'other-merchant', 'other-seller'] as const

export type NoticeKind = (typeof noticeKinds)[number]

const age_ms: Partial<Record<NoticeKind, number>> = { late: LATE_MS, replayed: REPLAYED_AFTER_MS }

/** The same refund has the same notice id, however often it is sent. Posted to where the trade's payment said: a refund has no address of its own. */
export const makeNotice = (
  { merchant, alipayPrivateKey }: SandboxKeys, url: string, record: RefundRecord, now: Instant, kind: NoticeKind = 'again',
): OutgoingNotice => {
  const { refund, paid_minor, refunded_minor } = record
  const fields = {
    notify_time: beijingTime(addMilliseconds(now, -(age_ms[kind] ?? 0))),
    notify_type: 'trade_status_sync',
    notify_id: createHash('sha256').update(`${refund.paymentReference} ${refund.outRefundNo}`).digest('hex').slice(0, 34),
    app_id: kind === 'other-merchant' ? '2026000000000999' : merchant.appId,
    auth_app_id: merchant.appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: refund.paymentReference,
    out_trade_no: outTradeNoOf(refund.paymentReference),
    out_biz_no: refund.outRefundNo,
    seller_id: kind === 'other-seller' ? '2088000000000999' : merchant.sellerId,
    trade_status: refunded_minor >= paid_minor ? 'TRADE_CLOSED' : 'TRADE_SUCCESS',
    subject: '课程 退款',
    total_amount: yuanOf(paid_minor),
    refund_fee: yuanOf(refunded_minor),
    gmt_refund: `${beijingTime(refund.changedAt)}.000`,
  }
  const body = signedForm(kind === 'forged' ? strangerKey() : alipayPrivateKey, fields)
  return {
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: kind === 'tampered' ? body.replace(/refund_fee=[^&]*/, 'refund_fee=0.01') : body,
  }
}
