import { z } from 'zod'
import { REFUND_NUMBER } from '../port.js'

const fen = z.number().int().nonnegative().refine(Number.isSafeInteger)
const outRefundNo = z.string().regex(REFUND_NUMBER)
const transactionId = z.string().min(1).max(32)

/** Beijing time with its zone, `2026-01-01T10:00:00+08:00`. */
const zonedTime = z.iso.datetime({ offset: true })

/** Body of `POST /v3/refund/domestic/refunds`; unknown fields are refused, as by WeChat Pay. */
export const refundBody = z.strictObject({
  transaction_id: transactionId,
  out_refund_no: outRefundNo,
  reason: z.string().min(1).max(80).optional(),
  notify_url: z.url().max(256).optional(),
  amount: z.strictObject({ refund: fen.min(1), total: fen.min(1), currency: z.literal('CNY') }),
})

export type RefundBody = z.infer<typeof refundBody>

/** Body of `POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund`; account and name are encrypted with the platform's public key. */
export const abnormalRefundBody = z.strictObject({
  out_refund_no: outRefundNo,
  type: z.literal('USER_BANK_CARD'),
  bank_type: z.string().regex(/^[A-Z]+_DEBIT$/),
  bank_account: z.string().min(1).max(1024),
  real_name: z.string().min(1).max(1024),
})

export type AbnormalRefundBody = z.infer<typeof abnormalRefundBody>

export const refundStatus = z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL'])

export type WechatRefundStatus = z.infer<typeof refundStatus>

/** What of a refund this channel reads, in answers to the requests above and to `GET /v3/refund/domestic/refunds/{out_refund_no}`. */
export const refundAnswer = z.object({
  refund_id: z.string().min(1).max(32),
  out_refund_no: outRefundNo,
  transaction_id: transactionId,
  status: refundStatus,
  success_time: zonedTime.optional(),
  amount: z.object({ refund: fen, total: fen, currency: z.string().regex(/^[A-Z]{3}$/) }),
})

export type WechatRefund = z.infer<typeof refundAnswer>

export const errorAnswer = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/), message: z.string() })

export type WechatError = z.infer<typeof errorAnswer>

/** Answer to `GET /v3/bill/tradebill`. */
export const billAnswer = z.object({ hash_type: z.literal('SHA1'), hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/), download_url: z.url() })

/** Body of a notice, and what is encrypted in it. */
export const noticeBody = z.object({
  id: z.string().min(1).max(64),
  event_type: z.string().min(1),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string().min(1),
    nonce: z.string().min(1),
    associated_data: z.string().optional(),
  }),
})

export const noticeResource = z.object({ mchid: z.string().min(1), transaction_id: transactionId, out_refund_no: outRefundNo })
