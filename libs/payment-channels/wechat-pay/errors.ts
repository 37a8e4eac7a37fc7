import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import type { Failure } from '../port.js'
import type { WechatError } from './wire.js'

/** `outcome-unknown`: WeChat Pay itself does not know; `by-message`: the code says only that a rule was broken. */
type Meaning = ChannelErrorCode | 'outcome-unknown' | 'by-message'

/** Every error code of the refund API and of abnormal refunds, as listed in WeChat Pay's documentation, and two of APIv3 as a whole. Source: README.md. */
export const wechatErrors: Readonly<Record<string, Meaning>> = {
  PARAM_ERROR: 'REQUEST_MALFORMED',
  INVALID_REQUEST: 'by-message',
  SIGN_ERROR: 'SIGNATURE_REJECTED',
  NOT_ENOUGH: 'MERCHANT_BALANCE_TOO_LOW',
  USER_ACCOUNT_ABNORMAL: 'ACCOUNT_CLOSED',
  NO_AUTH: 'MERCHANT_NOT_PERMITTED',
  REQUEST_BLOCKED: 'MERCHANT_NOT_PERMITTED',
  MCH_NOT_EXISTS: 'MERCHANT_UNKNOWN',
  RESOURCE_NOT_EXISTS: 'PAYMENT_NOT_FOUND',
  FREQUENCY_LIMITED: 'CHANNEL_BUSY',
  RATELIMIT_EXCEEDED: 'CHANNEL_BUSY',
  SYSTEM_ERROR: 'outcome-unknown',
}

/** What broken rules are called, in the order in which they are looked for. A sentence that nobody has seen yet stays a retry. */
export const brokenRules: readonly (readonly [RegExp, ChannelErrorCode])[] = [
  [/与之前请求不一致/, 'REFUND_NUMBER_REUSED'],
  [/全额退款|退款金额(大于|超过|超出)|可退金额/, 'AMOUNT_ABOVE_PAID'],
  [/退款期限|最大期限|超过一年/, 'REFUND_WINDOW_OVER'],
  [/退款次数/, 'TOO_MANY_REFUNDS'],
  [/订单金额.*不一致/, 'PAYMENT_DIFFERS'],
  [/频率|间隔/, 'CHANNEL_BUSY'],
]

/** What is wrong with the payee of an abnormal refund, in its message. */
export const payeeFaults: readonly (readonly [RegExp, ChannelErrorCode])[] = [
  [/姓名|户名/, 'ACCOUNT_NAME_MISMATCH'],
  [/卡号|银行账号|银行账户/, 'ACCOUNT_NUMBER_INVALID'],
]

/** The failure behind an error, or undefined when WeChat Pay does not know itself what became of the refund. */
export const failureBehind = ({ code, message }: WechatError): Failure | undefined => {
  const meaning = Object.hasOwn(wechatErrors, code) ? wechatErrors[code]! : code
  if (meaning === 'outcome-unknown') return undefined
  return failureOf(meaning === 'by-message' ? ruleBehind(message) : meaning)
}

const ruleBehind = (message: string): ChannelErrorCode => brokenRules.find(([pattern]) => pattern.test(message))?.[1] ?? 'REFUSED_BY_RULE'

/**
 * The failure behind an error of an abnormal refund. Never final: the money waits at WeChat Pay until it reaches somebody, so a person may always name
 * another account.
 */
export const abnormalFailureBehind = (error: WechatError): Failure | undefined => {
  const failure = failureBehind(error)
  const payeeFault = payeeFaults.find(([pattern]) => pattern.test(error.message))
  if (payeeFault) return failureOf(payeeFault[1])
  return failure?.action === 'final' ? failureOf('PAYEE_UNREACHABLE') : failure
}
