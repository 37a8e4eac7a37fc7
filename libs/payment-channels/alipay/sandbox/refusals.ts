/** An error as Alipay's gateway answers it, under HTTP 200. */
export interface Refusal {
  readonly code: string
  readonly msg: string
  readonly sub_code: string
  readonly sub_msg: string
}

const failed = (sub_code: string, sub_msg: string): Refusal => ({ code: '40004', msg: 'Business Failed', sub_code, sub_msg })

const invalid = (sub_code: string, sub_msg: string): Refusal => ({ code: '40002', msg: 'Invalid Arguments', sub_code, sub_msg })

const limited: Refusal = { code: '40005', msg: 'Call Limited', sub_code: 'isv.app-call-limited', sub_msg: '应用调用次数超限' }

export const refusals = {
  application: invalid('isv.invalid-app-id', '无效的AppID参数'),
  signature: invalid('isv.invalid-signature', '验签出错'),
  timestamp: invalid('isv.invalid-timestamp', '非法的时间戳参数'),
  method: invalid('isv.invalid-method', '不存在的方法名'),
  malformed: failed('ACQ.INVALID_PARAMETER', '参数无效'),
  numberReused: failed('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求'),
  abovePaid: failed('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限'),
  tooOld: failed('ACQ.TRADE_HAS_FINISHED', '交易已完结'),
  tooSoon: limited,
  busy: limited,
  balance: failed('ACQ.SELLER_BALANCE_NOT_ENOUGH', '卖家余额不足'),
  frozen: failed('ACQ.REASON_TRADE_BEEN_FREEZEN', '请求退款的交易被冻结'),
  inFullOnly: failed('ACQ.NOT_ALLOW_PARTIAL_REFUND', '不支持部分退款'),
  notPermitted: failed('ACQ.TRADE_NOT_ALLOW_REFUND', '当前交易不允许退款'),
  payerGone: failed('ACQ.BUYER_NOT_EXIST', '买家不存在'),
  systemError: { code: '20000', msg: 'Service Currently Unavailable', sub_code: 'aop.ACQ.SYSTEM_ERROR', sub_msg: '系统异常' },
  tradeUnknown: failed('ACQ.TRADE_NOT_EXIST', '交易不存在'),
  noBill: failed('isp.bill_not_exist', '账单不存在'),
} as const satisfies Record<string, Refusal>
