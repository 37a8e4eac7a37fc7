import { fenOf, yuanOf } from '../alipay/amounts.js'
import { readBankFile, writeBankFile } from './bank-file.js'

/** Instructions to the bank, in one file under one number. Amounts in fen, CNY. */
export interface TransferFile {
  readonly customerNo: string
  readonly payerAccount: string
  readonly fileNo: string
  readonly instructions: readonly TransferInstruction[]
}

export interface TransferInstruction {
  /** Our refund number: the bank pays a number once, whatever file it comes in. */
  readonly instructionNo: string
  readonly accountName: string
  readonly accountNo: string
  /** CNAPS code, or empty. */
  readonly bankCode: string
  readonly amount_minor: number
  /** What the payee reads on the statement (附言). */
  readonly remark: string
}

/** The same file gives the same bytes: its hash is what is approved. */
export const writeTransferFile = ({ customerNo, payerAccount, fileNo, instructions }: TransferFile): Buffer =>
  writeBankFile('TRANSFER', {
    head: [customerNo, payerAccount, fileNo, 'CNY', yuanOf(totalOf(instructions))],
    rows: instructions.map(({ instructionNo, accountName, accountNo, bankCode, amount_minor, remark }) =>
      [instructionNo, accountName, accountNo, bankCode, yuanOf(amount_minor), remark]),
  })

/** @throws RangeError when it is no transfer file, or its total is wrong */
export const readTransferFile = (bytes: Uint8Array): TransferFile => {
  const { head, rows } = readBankFile('TRANSFER', bytes, { head: 5, row: 6 })
  const [customerNo, payerAccount, fileNo, currency, total] = head as [string, string, string, string, string]
  const instructions = rows.map(([instructionNo, accountName, accountNo, bankCode, amount, remark]) => ({
    instructionNo: instructionNo!, accountName: accountName!, accountNo: accountNo!, bankCode: bankCode!, amount_minor: fenOf(amount!), remark: remark!,
  }))
  if (currency !== 'CNY' || fenOf(total) !== totalOf(instructions)) throw new RangeError('the total of the file is wrong')
  return { customerNo, payerAccount, fileNo, instructions }
}

const totalOf = (instructions: readonly { readonly amount_minor: number }[]): number => instructions.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
