import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import type { Failure } from '../port.js'
import type { AlipayError } from './wire.js'

/** `outcome-unknown`: Alipay itself does not know, or did not get that far. */
type Meaning = ChannelErrorCode | 'outcome-unknown'

/**
 * What the gateway answers in `code`; it decides only where `sub_code` is not known, except 20000. 40001, 40002 and 40004 decide nothing: their causes range
 * from a malformed request to a certificate that ran out, and one that nobody has mapped yet must stay a retry.
 */
export const gatewayErrors: Readonly<Record<string, Meaning>> = {
  '20000': 'outcome-unknown',
  '20001': 'MERCHANT_NOT_PERMITTED',
  '40003': 'MERCHANT_NOT_PERMITTED',
  '40005': 'CHANNEL_BUSY',
  '40006': 'MERCHANT_NOT_PERMITTED',
}

/** Every `sub_code` of `alipay.trade.refund`, as listed in Alipay's documentation, and the gateway's own that a refund can meet. Source: README.md. */
export const alipayErrors: Readonly<Record<string, Meaning>> = {
  'ACQ.SYSTEM_ERROR': 'outcome-unknown',
  // Misspelt in the documentation of some methods.
  'AQC.SYSTEM_ERROR': 'outcome-unknown',
  'ACQ.REFUND_CHARGE_ERROR': 'outcome-unknown',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': 'MERCHANT_BALANCE_TOO_LOW',
  'ACQ.TRADE_NOT_EXIST': 'PAYMENT_NOT_FOUND',
  'ACQ.TRADE_HAS_FINISHED': 'REFUND_WINDOW_OVER',
  'ACQ.REASON_TRADE_BEEN_FREEZEN': 'PAYMENT_FROZEN',
  'ACQ.DISCORDANT_REPEAT_REQUEST': 'REFUND_NUMBER_REUSED',
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': 'AMOUNT_ABOVE_PAID',
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': 'AMOUNT_ABOVE_PAID',
  'ACQ.NOT_ALLOW_PARTIAL_REFUND': 'PARTIAL_REFUND_NOT_ALLOWED',
  'ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND': 'PAYMENT_NOT_REFUNDABLE',
  'ACQ.CURRENCY_NOT_SUPPORT': 'PAYMENT_DIFFERS',
  'ACQ.BUYER_NOT_EXIST': 'ACCOUNT_CLOSED',
  'ACQ.INVALID_PARAMETER': 'REQUEST_MALFORMED',
  'ACQ.TRADE_NOT_ALLOW_REFUND': 'MERCHANT_NOT_PERMITTED',
  'ACQ.REFUNDALLOC_UNAUTH_LIMIT': 'MERCHANT_NOT_PERMITTED',
  'ACQ.TRADE_HAS_CLOSE': 'REFUSED_BY_RULE',
  'ACQ.TRADE_STATUS_ERROR': 'REFUSED_BY_RULE',
  'ACQ.REASON_TRADE_STATUS_INVALID': 'REFUSED_BY_RULE',
  'ACQ.REFUND_FEE_ERROR': 'REFUSED_BY_RULE',
  'ACQ.BUYER_ERROR': 'PAYER_ACCOUNT_RESTRICTED',
  'ACQ.BUYER_ENABLE_STATUS_FORBID': 'PAYER_ACCOUNT_RESTRICTED',
  'ACQ.CUSTOMER_VALIDATE_ERROR': 'PAYER_ACCOUNT_RESTRICTED',
  'ACQ.USER_NOT_MATCH_ERR': 'REFUSED_BY_RULE',
  'ACQ.REFUND_ACCOUNT_NOT_EXIST': 'REFUSED_BY_RULE',
  'ACQ.REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST': 'REFUSED_BY_RULE',
  'ACQ.ALLOC_AMOUNT_VALIDATE_ERROR': 'REFUSED_BY_RULE',
  'ACQ.TRADE_SETTLE_ERROR': 'REFUSED_BY_RULE',
  'ACQ.ENTERPRISE_PAY_BIZ_ERROR': 'REFUSED_BY_RULE',
  'ACQ.OVERDRAFT_AGREEMENT_NOT_MATCH': 'REFUSED_BY_RULE',
  'ACQ.OVERDRAFT_ASSIGN_ACCOUNT_INVALID': 'REFUSED_BY_RULE',
  'isv.invalid-app-id': 'MERCHANT_UNKNOWN',
  'isv.missing-app-id': 'MERCHANT_UNKNOWN',
  'isv.invalid-signature': 'SIGNATURE_REJECTED',
  'isv.missing-signature': 'SIGNATURE_REJECTED',
  'isv.missing-signature-key': 'SIGNATURE_REJECTED',
  'isv.missing-signature-type': 'SIGNATURE_REJECTED',
  'isv.missing-signature-config': 'SIGNATURE_REJECTED',
  'isv.invalid-signature-type': 'SIGNATURE_REJECTED',
  'isv.invalid-digest': 'SIGNATURE_REJECTED',
  'isv.missing-timestamp': 'SIGNATURE_REJECTED',
  'isv.invalid-timestamp': 'SIGNATURE_REJECTED',
  'isv.insufficient-isv-permissions': 'MERCHANT_NOT_PERMITTED',
  'isv.insufficient-user-permissions': 'MERCHANT_NOT_PERMITTED',
  'isv.app-call-limited': 'CHANNEL_BUSY',
  'isv.method-call-limited': 'CHANNEL_BUSY',
  'isv.missing-method': 'CALL_REFUSED',
  'isv.missing-version': 'CALL_REFUSED',
  'isv.invalid-method': 'CALL_REFUSED',
  'isv.invalid-parameter': 'CALL_REFUSED',
  'isv.invalid-format': 'CALL_REFUSED',
  'isv.invalid-charset': 'CALL_REFUSED',
}

/** The failure behind an error, or undefined when Alipay does not know itself what became of the refund. */
export const failureBehind = ({ code, sub_code = '' }: AlipayError): Failure | undefined => {
  const cause = sub_code.replace(/^aop\./, '')
  const meaning = code === '20000' ? 'outcome-unknown' : (own(alipayErrors, cause) ?? own(gatewayErrors, code) ?? (cause || code))
  return meaning === 'outcome-unknown' ? undefined : failureOf(meaning)
}

const own = (table: Readonly<Record<string, Meaning>>, code: string): Meaning | undefined => (Object.hasOwn(table, code) ? table[code] : undefined)
