import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import type { Failure } from '../port.js'

/** Every code in the bank's return files. `YQ9982` is Ping An's; the others are those of the sandbox's bank: a real bank's list goes here. */
export const bankCodes: Readonly<Record<string, ChannelErrorCode>> = {
  YQ9982: 'ACCOUNT_NAME_MISMATCH',
  E2001: 'ACCOUNT_NUMBER_INVALID',
  E2002: 'ACCOUNT_CLOSED',
  E2003: 'PAYEE_BANK_UNKNOWN',
  E2004: 'MERCHANT_BALANCE_TOO_LOW',
  E2005: 'REFUND_NUMBER_REUSED',
  E2007: 'PAYEE_BANK_NOT_SERVED',
  R3001: 'TRANSFER_RETURNED',
  R3002: 'TRANSFER_REVERSED',
}

/** In the place of a bank's code: we took it back before it was in a file. */
export const WITHDRAWN = 'REFUND_CANCELED' satisfies ChannelErrorCode

/** The code of ours behind one of the bank's; its own when nobody has mapped it, which makes it a retry. */
export const codeBehind = (bankCode: string): string => (Object.hasOwn(bankCodes, bankCode) ? bankCodes[bankCode]! : bankCode)

export const failureBehind = (bankCode: string): Failure => failureOf(codeBehind(bankCode))
