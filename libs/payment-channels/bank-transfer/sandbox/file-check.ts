import { isRefundNumber } from '../../port.js'
import { INSTRUCTIONS_PER_FILE } from '../office.js'
import { readTransferFile, type TransferFile, type TransferInstruction } from '../transfer-file.js'

const REMARK_LIMIT = 60

export interface Company {
  readonly customerNo: string
  readonly payerAccount: string
}

/** The file, or why the bank takes none of it: its format, its head, a line that cannot be carried out by anybody. */
export const checkedFile = (bytes: Uint8Array, fileNo: string, company: Company): TransferFile | string => {
  const file = parsed(bytes)
  if (typeof file === 'string') return file
  if (file.customerNo !== company.customerNo || file.payerAccount !== company.payerAccount) return 'the file is of another company'
  if (file.fileNo !== fileNo) return 'the file has another number than its address'
  const { instructions } = file
  if (instructions.length === 0 || instructions.length > INSTRUCTIONS_PER_FILE) return `a file holds 1 to ${INSTRUCTIONS_PER_FILE} instructions`
  if (new Set(instructions.map(({ instructionNo }) => instructionNo)).size < instructions.length) return 'an instruction number stands in the file twice'
  const wrong = instructions.findIndex((instruction) => !isWellFormed(instruction))
  return wrong < 0 ? file : `line ${wrong + 2} is not well formed`
}

const isWellFormed = ({ instructionNo, accountName, accountNo, bankCode, amount_minor, remark }: TransferInstruction): boolean =>
  isRefundNumber(instructionNo) && accountName !== '' && accountName.length <= 100 && /^\d{8,32}$/.test(accountNo) && /^(\d{12})?$/.test(bankCode) &&
  amount_minor > 0 && Array.from(remark).length <= REMARK_LIMIT

const parsed = (bytes: Uint8Array): TransferFile | string => {
  try {
    return readTransferFile(bytes)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return error.message
  }
}
