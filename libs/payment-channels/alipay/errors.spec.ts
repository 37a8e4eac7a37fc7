import { describe, expect, it } from '@jest/globals'
import type { FailureAction } from '../port.js'
import { alipayErrors, failureBehind, gatewayErrors } from './errors.js'

type Expected = Readonly<Record<string, readonly [code: string, action: FailureAction] | 'unknown'>>

const refusedByRule = ['REFUSED_BY_RULE', 'retry'] as const
const signatureRejected = ['SIGNATURE_REJECTED', 'retry'] as const
const payerRestricted = ['PAYER_ACCOUNT_RESTRICTED', 'retry'] as const
const callRefused = ['CALL_REFUSED', 'retry'] as const
const notPermitted = ['MERCHANT_NOT_PERMITTED', 'retry'] as const

const subCodes: Expected = {
  'ACQ.SYSTEM_ERROR': 'unknown',
  'AQC.SYSTEM_ERROR': 'unknown',
  'ACQ.REFUND_CHARGE_ERROR': 'unknown',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': ['MERCHANT_BALANCE_TOO_LOW', 'retry'],
  'ACQ.TRADE_NOT_EXIST': ['PAYMENT_NOT_FOUND', 'retry'],
  'ACQ.TRADE_HAS_FINISHED': ['REFUND_WINDOW_OVER', 'final'],
  'ACQ.REASON_TRADE_BEEN_FREEZEN': ['PAYMENT_FROZEN', 'retry'],
  'ACQ.DISCORDANT_REPEAT_REQUEST': ['REFUND_NUMBER_REUSED', 'final'],
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': ['AMOUNT_ABOVE_PAID', 'final'],
  'ACQ.NOT_ALLOW_PARTIAL_REFUND': ['PARTIAL_REFUND_NOT_ALLOWED', 'final'],
  'ACQ.CURRENCY_NOT_SUPPORT': ['PAYMENT_DIFFERS', 'final'],
  'ACQ.BUYER_NOT_EXIST': ['ACCOUNT_CLOSED', 'final'],
  'ACQ.INVALID_PARAMETER': ['REQUEST_MALFORMED', 'final'],
  'ACQ.TRADE_NOT_ALLOW_REFUND': notPermitted,
  'ACQ.REFUNDALLOC_UNAUTH_LIMIT': notPermitted,
  'ACQ.TRADE_HAS_CLOSE': refusedByRule,
  'ACQ.TRADE_STATUS_ERROR': refusedByRule,
  'ACQ.REASON_TRADE_STATUS_INVALID': refusedByRule,
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': ['AMOUNT_ABOVE_PAID', 'final'],
  'ACQ.REFUND_FEE_ERROR': refusedByRule,
  'ACQ.BUYER_ERROR': payerRestricted,
  'ACQ.BUYER_ENABLE_STATUS_FORBID': payerRestricted,
  'ACQ.CUSTOMER_VALIDATE_ERROR': payerRestricted,
  'ACQ.USER_NOT_MATCH_ERR': refusedByRule,
  'ACQ.REFUND_ACCOUNT_NOT_EXIST': refusedByRule,
  'ACQ.REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST': refusedByRule,
  'ACQ.ALLOC_AMOUNT_VALIDATE_ERROR': refusedByRule,
  'ACQ.TRADE_SETTLE_ERROR': refusedByRule,
  'ACQ.ENTERPRISE_PAY_BIZ_ERROR': refusedByRule,
  'ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND': ['PAYMENT_NOT_REFUNDABLE', 'final'],
  'ACQ.OVERDRAFT_AGREEMENT_NOT_MATCH': refusedByRule,
  'ACQ.OVERDRAFT_ASSIGN_ACCOUNT_INVALID': refusedByRule,
  'isv.invalid-app-id': ['MERCHANT_UNKNOWN', 'retry'],
  'isv.missing-app-id': ['MERCHANT_UNKNOWN', 'retry'],
  'isv.invalid-signature': signatureRejected,
  'isv.missing-signature': signatureRejected,
  'isv.missing-signature-key': signatureRejected,
  'isv.missing-signature-type': signatureRejected,
  'isv.missing-signature-config': signatureRejected,
  'isv.invalid-signature-type': signatureRejected,
  'isv.invalid-digest': signatureRejected,
  'isv.missing-timestamp': signatureRejected,
  'isv.invalid-timestamp': signatureRejected,
  'isv.insufficient-isv-permissions': notPermitted,
  'isv.insufficient-user-permissions': notPermitted,
  'isv.app-call-limited': ['CHANNEL_BUSY', 'retry'],
  'isv.method-call-limited': ['CHANNEL_BUSY', 'retry'],
  'isv.missing-method': callRefused,
  'isv.missing-version': callRefused,
  'isv.invalid-method': callRefused,
  'isv.invalid-parameter': callRefused,
  'isv.invalid-format': callRefused,
  'isv.invalid-charset': callRefused,
}

const codes: Expected = {
  '20000': 'unknown',
  '20001': notPermitted,
  '40003': notPermitted,
  '40005': ['CHANNEL_BUSY', 'retry'],
  '40006': notPermitted,
}

const assertMeans = (failure: ReturnType<typeof failureBehind>, meaning: Expected[string]): void => {
  if (meaning === 'unknown') return expect(failure).toBeUndefined()
  expect(failure).toMatchObject({ code: meaning[0], action: meaning[1] })
  expect(failure!.message.en.length).toBeGreaterThan(20)
  expect(failure!.message['zh-CN']).toMatch(/\p{Script=Han}{6}/u)
}

describe('every error of a refund says what a person has to do (LS11)', () => {
  it('none is left out', () => {
    expect(Object.keys(alipayErrors).sort()).toEqual(Object.keys(subCodes).sort())
    expect(Object.keys(gatewayErrors).sort()).toEqual(Object.keys(codes).sort())
  })

  it.each(Object.entries(subCodes))('%s', (sub_code, meaning) => {
    assertMeans(failureBehind({ code: '40004', sub_code }), meaning)
    assertMeans(failureBehind({ code: '40004', sub_code: `aop.${sub_code}` }), meaning)
  })

  it.each(Object.entries(codes))('%s, with a cause that is not known or none', (code, meaning) => {
    assertMeans(failureBehind({ code }), meaning)
    assertMeans(failureBehind({ code, sub_code: 'isv.something-new' }), meaning)
  })
})

it('a service that could not be reached knows nothing of the refund, whatever it gives as its cause', () => {
  for (const sub_code of ['isp.unknow-error', 'aop.unknow-error', 'ACQ.TRADE_HAS_FINISHED']) expect(failureBehind({ code: '20000', sub_code })).toBeUndefined()
})

it('a code that nobody knows never opens a new refund number', () => {
  for (const sub_code of ['ACQ.SOMETHING_NEW', 'constructor', '__proto__']) {
    expect(failureBehind({ code: '40004', sub_code })).toMatchObject({ code: sub_code, action: 'retry' })
  }
  for (const code of ['40001', '40002', '40004']) {
    expect(failureBehind({ code })).toMatchObject({ code, action: 'retry' })
    expect(failureBehind({ code, sub_code: 'isv.invalid-app-cert-sn' })).toMatchObject({ code: 'isv.invalid-app-cert-sn', action: 'retry' })
  }
})
