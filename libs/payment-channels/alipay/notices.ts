import type { AlipaySdk } from 'alipay-sdk'
import {
  isRefundNumber, type ChannelNotices, type Notice, type NoticeEnvelope, type NoticeRejection, type RejectedNotice, type UnrelatedNotice,
} from '../port.js'
import type { AlipayKeys } from './keys.js'
import { sdkFor } from './sdk.js'
import { instantOf } from './times.js'
import { noticeFields } from './wire.js'

const HOUR_MS = 3_600_000
/** Alipay repeats a notice for 25 hours, and does not say that it dates it anew. */
const BELIEVED_AFTER_MS = 25 * HOUR_MS + 300_000
const BELIEVED_BEFORE_MS = 300_000
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** Reads what Alipay posts to a payment's `notify_url`: first the signature over all fields, then its age, then whom and what it is about. */
export const alipayNotices = (keys: AlipayKeys): ChannelNotices => {
  const sdk = sdkFor(keys)
  return {
    read: ({ body, receivedAt }) => {
      const fields = fieldsOf(body)
      return isSigned(sdk, fields) ? readSigned(keys, fields, receivedAt) : rejected('signature', 'not signed by Alipay')
    },
    acknowledgement: { status: 200, contentType: 'text/plain', body: 'success' },
  }
}

type Fields = Readonly<Record<string, string>>

const fieldsOf = (body: Uint8Array): Fields => Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)))

/** The SDK would also take the older RSA with SHA-1, and a signature that is written in many ways. */
const isSigned = (sdk: AlipaySdk, fields: Fields): boolean => {
  const { sign = '', sign_type } = fields
  if (sign_type !== 'RSA2' || !BASE64.test(sign) || Buffer.from(sign, 'base64').toString('base64') !== sign) return false
  return sdk.checkNotifySignV2(fields)
}

const readSigned = ({ appId, sellerId }: AlipayKeys, fields: Fields, receivedAt: NoticeEnvelope['receivedAt']): Notice | UnrelatedNotice | RejectedNotice => {
  const notice = noticeFields.safeParse(fields)
  if (!notice.success) return rejected('malformed', 'fields of another shape')
  const { notify_id: noticeId, notify_time, app_id, seller_id, trade_no, out_biz_no = '', refund_fee, gmt_refund } = notice.data
  const age_ms = Date.parse(receivedAt) - Date.parse(instantOf(notify_time))
  if (age_ms > BELIEVED_AFTER_MS || age_ms < -BELIEVED_BEFORE_MS) return rejected('too-old', 'its time is outside the time in which Alipay repeats notices')
  if (app_id !== appId || (seller_id !== undefined && seller_id !== sellerId)) return rejected('other-merchant', 'it is for another application or seller')
  // A refund that somebody made by hand at Alipay names no number of ours.
  const isRefund = refund_fee !== undefined && gmt_refund !== undefined && isRefundNumber(out_biz_no)
  return isRefund ? { kind: 'refund', noticeId, outRefundNo: out_biz_no, paymentReference: trade_no } : { kind: 'unrelated', noticeId }
}

const rejected = (why: NoticeRejection, detail: string): RejectedNotice => ({ kind: 'rejected', why, detail })
