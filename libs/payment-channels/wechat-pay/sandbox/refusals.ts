import type { WechatError } from '../wire.js'

/** An error as WeChat Pay answers it. */
export interface Refusal extends WechatError {
  readonly status: number
}

const refusal = (status: number, code: string, message: string): Refusal => ({ status, code, message })

/** The same for another amount under the number and for a total that is not what was paid. */
const amountsDiffer = refusal(400, 'INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试')

export const refusals = {
  malformed: refusal(400, 'PARAM_ERROR', '参数错误'),
  signature: refusal(401, 'SIGN_ERROR', '签名错误'),
  merchant: refusal(404, 'MCH_NOT_EXISTS', '商户号不存在'),
  refundUnknown: refusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在'),
  numberReused: amountsDiffer,
  totalDiffers: amountsDiffer,
  allRefunded: refusal(400, 'INVALID_REQUEST', '订单已全额退款'),
  abovePaid: refusal(400, 'INVALID_REQUEST', '累计退款金额大于支付金额'),
  tooOld: refusal(400, 'INVALID_REQUEST', '订单已经超过可退款的最大期限'),
  tooMany: refusal(400, 'INVALID_REQUEST', '该订单部分退款次数已达上限'),
  tooSoon: refusal(429, 'FREQUENCY_LIMITED', '同一笔订单多次退款的请求需相隔1分钟'),
  tooFast: refusal(429, 'FREQUENCY_LIMITED', '频率限制'),
  notAbnormal: refusal(400, 'INVALID_REQUEST', '退款单状态不是退款异常'),
  bankNotServed: refusal(400, 'PARAM_ERROR', '不支持该开户银行'),
  accountInvalid: refusal(400, 'PARAM_ERROR', '银行卡号格式错误'),
  nameDiffers: refusal(400, 'INVALID_REQUEST', '姓名与银行卡户名不符'),
  billInMaking: refusal(400, 'STATEMENT_CREATING', '账单生成中'),
  noBill: refusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在'),
  NOT_ENOUGH: refusal(403, 'NOT_ENOUGH', '基本账户余额不足,请充值后重新发起'),
  FREQUENCY_LIMITED: refusal(429, 'FREQUENCY_LIMITED', '频率限制'),
  USER_ACCOUNT_ABNORMAL: refusal(403, 'USER_ACCOUNT_ABNORMAL', '用户账户异常或已注销'),
  RESOURCE_NOT_EXISTS: refusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在'),
  NO_AUTH: refusal(403, 'NO_AUTH', '没有该订单的退款权限'),
} as const
