import { addMilliseconds, toInstant, type Instant } from '@recourse/kernel'
import { CHINA_UTC_OFFSET_MIN } from '../days.js'
import { csvCells, csvRow } from './csv.js'

const VERSION = '1'
const LINE_END = '\r\n'

/** What a file is: instructions to the bank, what became of them, or a day's movements. */
export type BankFileKind = 'TRANSFER' | 'RETURN' | 'STATEMENT'

/** The cells of a file: of its head, and of every row below. */
export interface BankFile {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** CSV in UTF-8: `H,<kind>,1,<head…>,<number of rows>`, then `D,<row…>` each, every line ended by CR LF. @throws RangeError for a cell with a control character */
export const writeBankFile = (kind: BankFileKind, { head, rows }: BankFile): Buffer => {
  const lines = [['H', kind, VERSION, ...head, String(rows.length)], ...rows.map((row) => ['D', ...row])]
  if (lines.flat().some((cell) => /\p{Cc}/u.test(cell))) throw new RangeError('a cell holds a control character')
  return Buffer.from(lines.map((line) => csvRow(line) + LINE_END).join(''))
}

/** @throws RangeError when it is no whole file of that kind and shape; the message holds nothing of the file */
export const readBankFile = (kind: BankFileKind, bytes: Uint8Array, cells: { readonly head: number; readonly row: number }): BankFile => {
  const lines = textOf(bytes).split(LINE_END)
  if (lines.pop() !== '') throw new RangeError('the file has no end')
  const [first = [], ...rest] = lines.map(csvCells)
  const [mark, kindFound, version, ...head] = first
  if (mark !== 'H' || kindFound !== kind || version !== VERSION) throw new RangeError(`it is no ${kind} file`)
  const count = head.pop()
  if (head.length !== cells.head || count !== String(rest.length)) throw new RangeError('the head does not fit the file')
  return { head, rows: rest.map((row, index) => detailOf(row, cells.row, index + 2)) }
}

const detailOf = ([mark, ...row]: string[], expected: number, line: number): string[] => {
  if (mark !== 'D' || row.length !== expected) throw new RangeError(`line ${line} has another shape`)
  return row
}

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new RangeError('the file is not UTF-8')
  }
}

/** `2026-01-01T10:00:00.000+08:00`, as the bank's files write every time. */
export const bankTime = (at: Instant): string => `${addMilliseconds(at, CHINA_UTC_OFFSET_MIN * 60_000).slice(0, -1)}+08:00`

/** @throws RangeError when it is not a time with its zone */
export const instantOf = (time: string): Instant => toInstant(time)
