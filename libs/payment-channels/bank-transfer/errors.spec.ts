import { describe, expect, it } from '@jest/globals'
import type { FailureAction } from '../port.js'
import { bankCodes, failureBehind } from './errors.js'

const expected: Readonly<Record<string, readonly [code: string, action: FailureAction]>> = {
  YQ9982: ['ACCOUNT_NAME_MISMATCH', 'correctable'],
  E2001: ['ACCOUNT_NUMBER_INVALID', 'correctable'],
  E2002: ['ACCOUNT_CLOSED', 'final'],
  E2003: ['PAYEE_BANK_UNKNOWN', 'correctable'],
  E2004: ['MERCHANT_BALANCE_TOO_LOW', 'retry'],
  E2005: ['REFUND_NUMBER_REUSED', 'final'],
  E2007: ['PAYEE_BANK_NOT_SERVED', 'correctable'],
  R3001: ['TRANSFER_RETURNED', 'final'],
  R3002: ['TRANSFER_REVERSED', 'final'],
}

describe('every code of the bank says what a person has to do (LS11)', () => {
  it('none is left out', () => {
    expect(Object.keys(bankCodes).sort()).toEqual(Object.keys(expected).sort())
  })

  it.each(Object.entries(expected))('%s', (bankCode, [code, action]) => {
    const failure = failureBehind(bankCode)
    expect(failure).toMatchObject({ code, action })
    expect(failure.message.en.length).toBeGreaterThan(20)
    expect(failure.message['zh-CN']).toMatch(/\p{Script=Han}{6}/u)
  })
})

it('a code that nobody knows never opens a new refund number', () => {
  for (const code of ['E9999', 'constructor', '__proto__']) expect(failureBehind(code)).toMatchObject({ code, action: 'retry' })
})
