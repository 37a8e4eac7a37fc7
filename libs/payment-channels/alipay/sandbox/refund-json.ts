import { yuanOf } from '../amounts.js'
import { beijingTime } from '../times.js'
import type { QueryContent } from '../wire.js'
import type { RefundRecord } from './ledger.js'

const UNDERSTOOD = { code: '10000', msg: 'Success' } as const

/** The answer to `alipay.trade.refund`. */
export const refundJson = ({ refund, refunded_minor }: RefundRecord, changed: boolean): object => ({
  ...UNDERSTOOD,
  trade_no: refund.paymentReference,
  out_trade_no: outTradeNoOf(refund.paymentReference),
  buyer_logon_id: '159****5620',
  fund_change: changed ? 'Y' : 'N',
  refund_fee: yuanOf(refunded_minor),
  send_back_fee: yuanOf(changed ? refund.amount.minor : 0),
  ...(changed && { gmt_refund_pay: beijingTime(refund.changedAt) }),
})

const statuses = { PROCESSING: 'REFUND_PROCESSING', SUCCESS: 'REFUND_SUCCESS', FAIL: 'REFUND_FAIL' } as const

/** The answer to `alipay.trade.fastpay.refund.query`; of a refund that is not known it says no more than that it understood. */
export const queryJson = (record: RefundRecord | undefined, { trade_no, query_options = [] }: QueryContent): object => {
  if (record?.refund.paymentReference !== trade_no) return UNDERSTOOD
  const { refund, paid_minor } = record
  return {
    ...UNDERSTOOD,
    trade_no,
    out_trade_no: outTradeNoOf(trade_no),
    out_request_no: refund.outRefundNo,
    total_amount: yuanOf(paid_minor),
    refund_amount: yuanOf(refund.amount.minor),
    refund_status: statuses[refund.status],
    ...(refund.status === 'SUCCESS' && query_options.includes('gmt_refund_pay') && { gmt_refund_pay: beijingTime(refund.changedAt) }),
  }
}

/** The sandbox gives every trade an order number of its own making. */
export const outTradeNoOf = (tradeNo: string): string => `T${tradeNo}`
