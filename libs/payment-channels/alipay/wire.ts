import { z } from 'zod'
import { isDay } from '../days.js'
import { REFUND_NUMBER } from '../port.js'
import { isYuan } from './amounts.js'
import { isBeijingTime } from './times.js'

export const methods = {
  refund: 'alipay.trade.refund',
  query: 'alipay.trade.fastpay.refund.query',
  bill: 'alipay.data.dataservice.bill.downloadurl.query',
} as const

const outRequestNo = z.string().regex(REFUND_NUMBER)
const tradeNo = z.string().min(1).max(64)
/** Alipay's documentation shows amounts both as texts and as numbers. */
const yuan = z.union([z.string(), z.number()]).transform(String).refine(isYuan)
const time = z.string().refine(isBeijingTime)

/** `biz_content` of `alipay.trade.refund`; a parameter that is not in its documentation is refused: Alipay warns that it can refund twice. */
export const refundContent = z.strictObject({
  trade_no: tradeNo,
  out_request_no: outRequestNo,
  refund_amount: z.string().regex(/^\d{1,9}\.\d{2}$/),
  refund_reason: z.string().min(1).max(256).optional(),
})

export type RefundContent = z.infer<typeof refundContent>

export const queryContent = z.strictObject({
  trade_no: tradeNo,
  out_request_no: outRequestNo,
  query_options: z.array(z.enum(['gmt_refund_pay', 'refund_detail_item_list', 'deposit_back_info'])).optional(),
})

export type QueryContent = z.infer<typeof queryContent>

export const billContent = z.strictObject({ bill_type: z.enum(['trade', 'signcustomer']), bill_date: z.string().refine(isDay) })

export type BillContent = z.infer<typeof billContent>

/** What every answer begins with: `10000` = the call was understood, and nothing more. */
export const answerHead = z.object({ code: z.string().regex(/^\d{5}$/), sub_code: z.string().regex(/^[\w.\-]{3,128}$/).optional() })

export type AlipayError = z.infer<typeof answerHead>

/** `refund_fee` is the sum of all refunds of the trade, not the amount of this one. */
export const refundAnswer = z.object({
  trade_no: tradeNo,
  fund_change: z.enum(['Y', 'N']).optional(),
  refund_fee: yuan.optional(),
  gmt_refund_pay: time.optional(),
})

/** For a refund that Alipay does not know, or that did not succeed, all is absent. Other values than REFUND_SUCCESS stem from its asynchronous refunds. */
export const queryAnswer = z.object({
  trade_no: tradeNo.optional(),
  out_request_no: z.string().optional(),
  refund_status: z.enum(['REFUND_SUCCESS', 'REFUND_PROCESSING', 'REFUND_FAIL']).optional(),
  refund_amount: yuan.optional(),
  gmt_refund_pay: time.optional(),
})

export type QueryAnswer = z.infer<typeof queryAnswer>

export const billAnswer = z.object({ bill_download_url: z.url({ protocol: /^https?$/ }) })

/** What of a notice is read, once its signature holds. */
export const noticeFields = z.object({
  notify_id: z.string().min(1).max(128),
  notify_time: time,
  app_id: z.string().min(1),
  seller_id: z.string().optional(),
  trade_no: tradeNo,
  out_biz_no: z.string().optional(),
  refund_fee: z.string().optional(),
  gmt_refund: z.string().optional(),
})
