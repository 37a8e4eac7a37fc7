import type { ChannelErrorCode } from '../error-messages.js'
import type { PayeeDetails } from '../port.js'

const NAME_LIMIT = 100
/** What no bank knows in a name: control and invisible characters, line ends, and how a spreadsheet, in which somebody may look at the file, knows a formula. */
const NOT_IN_A_NAME = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^[=+\-@＝＋－＠]/u

/** As the bank's file takes it: people write account numbers with spaces or dashes, and names with spaces around them. */
export const writtenForBank = ({ accountName, accountNo, bankCode }: PayeeDetails): PayeeDetails => ({
  accountName: accountName.trim(), accountNo: accountNo.replaceAll(/[\s-]/g, ''), ...(bankCode ? { bankCode } : {}),
})

/** Why a payee cannot stand in a transfer file, told before anybody works on it. */
export const payeeFault = ({ accountName, accountNo, bankCode }: PayeeDetails): ChannelErrorCode | undefined => {
  if (accountName === '' || accountName.length > NAME_LIMIT || NOT_IN_A_NAME.test(accountName)) return 'ACCOUNT_NAME_MISMATCH'
  if (!/^\d{8,32}$/.test(accountNo)) return 'ACCOUNT_NUMBER_INVALID'
  return bankCode !== undefined && !/^\d{12}$/.test(bankCode) ? 'PAYEE_BANK_UNKNOWN' : undefined
}
