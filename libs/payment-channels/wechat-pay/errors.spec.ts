import { describe, expect, it } from '@jest/globals'
import type { FailureAction } from '../port.js'
import { abnormalFailureBehind, failureBehind, wechatErrors } from './errors.js'

const expected: Readonly<Record<string, readonly [code: string, action: FailureAction] | 'unknown'>> = {
  PARAM_ERROR: ['REQUEST_MALFORMED', 'final'],
  INVALID_REQUEST: ['REFUSED_BY_RULE', 'retry'],
  SIGN_ERROR: ['SIGNATURE_REJECTED', 'retry'],
  NOT_ENOUGH: ['MERCHANT_BALANCE_TOO_LOW', 'retry'],
  USER_ACCOUNT_ABNORMAL: ['ACCOUNT_CLOSED', 'final'],
  NO_AUTH: ['MERCHANT_NOT_PERMITTED', 'retry'],
  REQUEST_BLOCKED: ['MERCHANT_NOT_PERMITTED', 'retry'],
  MCH_NOT_EXISTS: ['MERCHANT_UNKNOWN', 'retry'],
  RESOURCE_NOT_EXISTS: ['PAYMENT_NOT_FOUND', 'retry'],
  FREQUENCY_LIMITED: ['CHANNEL_BUSY', 'retry'],
  RATELIMIT_EXCEEDED: ['CHANNEL_BUSY', 'retry'],
  SYSTEM_ERROR: 'unknown',
}

describe('every code of the refund API says what a person has to do (LS11)', () => {
  it('none is left out', () => {
    expect(Object.keys(wechatErrors).sort()).toEqual(Object.keys(expected).sort())
  })

  it.each(Object.entries(expected))('%s', (code, meaning) => {
    const failure = failureBehind({ code, message: '错误' })
    if (meaning === 'unknown') return expect(failure).toBeUndefined()
    expect(failure).toMatchObject({ code: meaning[0], action: meaning[1] })
    expect(failure!.message.en.length).toBeGreaterThan(20)
    expect(failure!.message['zh-CN']).toMatch(/\p{Script=Han}{6}/u)
  })
})

it.each([
  ['订单金额或退款金额与之前请求不一致,请核实后再试', 'REFUND_NUMBER_REUSED', 'final'],
  ['订单已全额退款', 'AMOUNT_ABOVE_PAID', 'final'],
  ['累计退款金额大于支付金额', 'AMOUNT_ABOVE_PAID', 'final'],
  ['refund_fee大于可退金额', 'AMOUNT_ABOVE_PAID', 'final'],
  ['订单已经超过退款期限', 'REFUND_WINDOW_OVER', 'final'],
  ['该订单部分退款次数已达上限', 'TOO_MANY_REFUNDS', 'final'],
  ['订单处理中,暂时无法退款,请稍后再试', 'REFUSED_BY_RULE', 'retry'],
])('a broken rule is known by its sentence: %s', (message, code, action) => {
  expect(failureBehind({ code: 'INVALID_REQUEST', message })).toMatchObject({ code, action })
})

it('a code that nobody knows never opens a new refund number', () => {
  for (const code of ['SOMETHING_NEW', 'constructor', '__proto__']) expect(failureBehind({ code, message: '' })).toMatchObject({ code, action: 'retry' })
})

it('an abnormal refund never fails for good: the money waits, and another account can be named', () => {
  for (const code of Object.keys(wechatErrors)) expect(abnormalFailureBehind({ code, message: '错误' })?.action).not.toBe('final')
  expect(abnormalFailureBehind({ code: 'INVALID_REQUEST', message: '姓名与银行卡户名不符' })).toMatchObject({ code: 'ACCOUNT_NAME_MISMATCH', action: 'correctable' })
  expect(abnormalFailureBehind({ code: 'PARAM_ERROR', message: '银行卡号格式错误' })).toMatchObject({ code: 'ACCOUNT_NUMBER_INVALID', action: 'correctable' })
  expect(abnormalFailureBehind({ code: 'USER_ACCOUNT_ABNORMAL', message: '' })).toMatchObject({ code: 'PAYEE_UNREACHABLE', action: 'correctable' })
})
