import type { Instant } from '@recourse/kernel'
import { fenOf, yuanOf } from '../alipay/amounts.js'
import { bankTime, instantOf, readBankFile, writeBankFile } from './bank-file.js'

/** `BOUNCED` = the payee's bank sent a paid transfer back (退票), `REVERSED` = our own bank took its booking back (冲账). */
export const RETURN_RESULTS = ['PAID', 'FAILED', 'BOUNCED', 'REVERSED'] as const

export type ReturnResult = (typeof RETURN_RESULTS)[number]

/** What became of instructions of one transfer file. A file has one after it was worked off, and another one whenever a paid transfer comes back. */
export interface ReturnFile {
  readonly customerNo: string
  readonly returnNo: string
  readonly fileNo: string
  readonly madeAt: Instant
  readonly results: readonly InstructionResult[]
}

export interface InstructionResult {
  readonly instructionNo: string
  readonly amount_minor: number
  readonly result: ReturnResult
  /** The bank's code of a failure, else empty. */
  readonly code: string
  /** The bank's own number of the movement (流水号); empty when nothing moved. */
  readonly serial: string
  readonly at: Instant
}

export const writeReturnFile = ({ customerNo, returnNo, fileNo, madeAt, results }: ReturnFile): Buffer =>
  writeBankFile('RETURN', {
    head: [customerNo, returnNo, fileNo, bankTime(madeAt)],
    rows: results.map(({ instructionNo, amount_minor, result, code, serial, at }) => [instructionNo, yuanOf(amount_minor), result, code, serial, bankTime(at)]),
  })

/** @throws RangeError when it is no return file */
export const readReturnFile = (bytes: Uint8Array): ReturnFile => {
  const { head, rows } = readBankFile('RETURN', bytes, { head: 4, row: 6 })
  const [customerNo, returnNo, fileNo, madeAt] = head as [string, string, string, string]
  return { customerNo, returnNo, fileNo, madeAt: instantOf(madeAt), results: rows.map(resultOf) }
}

const resultOf = ([instructionNo, amount, result, code, serial, at]: readonly string[]): InstructionResult => {
  const known = RETURN_RESULTS.find((each) => each === result)
  if (!known) throw new RangeError('the return file has a result that nobody knows')
  return { instructionNo: instructionNo!, amount_minor: fenOf(amount!), result: known, code: code!, serial: serial!, at: instantOf(at!) }
}
