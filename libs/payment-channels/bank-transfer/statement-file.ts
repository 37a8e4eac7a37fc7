import type { Instant } from '@recourse/kernel'
import { fenOf, yuanOf } from '../alipay/amounts.js'
import { bankTime, instantOf, readBankFile, writeBankFile } from './bank-file.js'

/** `BACK` = a transfer that came back, by the payee's bank or by our own. */
export interface StatementMovement {
  readonly serial: string
  readonly instructionNo: string
  readonly direction: 'OUT' | 'BACK'
  readonly amount_minor: number
  readonly at: Instant
}

/** Every movement of the paying account on one day of the bank's calendar (流水). */
export interface StatementFile {
  readonly customerNo: string
  readonly day: string
  readonly movements: readonly StatementMovement[]
}

export const writeStatementFile = ({ customerNo, day, movements }: StatementFile): Buffer =>
  writeBankFile('STATEMENT', {
    head: [customerNo, day],
    rows: movements.map(({ serial, instructionNo, direction, amount_minor, at }) => [serial, instructionNo, direction, yuanOf(amount_minor), bankTime(at)]),
  })

/** @throws RangeError when it is no statement */
export const readStatementFile = (bytes: Uint8Array): StatementFile => {
  const { head, rows } = readBankFile('STATEMENT', bytes, { head: 2, row: 5 })
  const [customerNo, day] = head as [string, string]
  return { customerNo, day, movements: rows.map(movementOf) }
}

const movementOf = ([serial, instructionNo, direction, amount, at]: readonly string[]): StatementMovement => {
  if (direction !== 'OUT' && direction !== 'BACK') throw new RangeError('the statement has a movement that nobody knows')
  return { serial: serial!, instructionNo: instructionNo!, direction, amount_minor: fenOf(amount!), at: instantOf(at!) }
}
