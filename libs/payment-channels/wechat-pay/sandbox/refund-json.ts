import { addMilliseconds, type Instant } from '@recourse/kernel'
import { CHINA_UTC_OFFSET_MIN } from '../../days.js'
import type { RefundRecord } from './ledger.js'

/** `2026-01-01T10:00:00+08:00`. */
export const beijingTime = (at: Instant): string => `${addMilliseconds(at, CHINA_UTC_OFFSET_MIN * 60_000).slice(0, 19)}+08:00`

/** A refund as WeChat Pay answers it. */
export const refundJson = ({ refund, total_minor }: RefundRecord): object => ({
  refund_id: refund.channelReference,
  out_refund_no: refund.outRefundNo,
  transaction_id: refund.paymentReference,
  out_trade_no: outTradeNoOf(refund.paymentReference),
  channel: refund.status === 'ABNORMAL' ? 'OTHER_BANKCARD' : 'ORIGINAL',
  user_received_account: '支付用户零钱',
  ...(refund.status === 'SUCCESS' && { success_time: beijingTime(refund.changedAt) }),
  create_time: beijingTime(refund.createdAt),
  status: refund.status,
  funds_account: 'UNSETTLED',
  amount: amountJson(refund.amount.minor, total_minor),
})

/** What is encrypted in a notice. */
export const noticeResourceJson = (mchid: string, { refund, total_minor }: RefundRecord): object => ({
  mchid,
  transaction_id: refund.paymentReference,
  out_trade_no: outTradeNoOf(refund.paymentReference),
  refund_id: refund.channelReference,
  out_refund_no: refund.outRefundNo,
  refund_status: refund.status,
  ...(refund.status === 'SUCCESS' && { success_time: beijingTime(refund.changedAt) }),
  user_received_account: '支付用户零钱',
  amount: { total: total_minor, refund: refund.amount.minor, payer_total: total_minor, payer_refund: refund.amount.minor },
})

/** The sandbox gives every payment an order number of its own making. */
export const outTradeNoOf = (transactionId: string): string => `T${transactionId}`

const amountJson = (refund: number, total: number): object => ({
  total, refund, from: [], payer_total: total, payer_refund: refund, settlement_refund: refund, settlement_total: total, discount_refund: 0, currency: 'CNY', refund_fee: 0,
})
