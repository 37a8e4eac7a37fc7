import { money } from '@recourse/kernel'
import type { StatementLine } from '../port.js'
import { fenOf } from './amounts.js'
import { instantOf } from './times.js'
import { filesOfZip } from './zip.js'

const HEAD = /^支付宝交易号\s*,/
const END = /^#-*业务明细列表结束/
const REFUND = '退款'

/**
 * The refunds of a trade bill (业务明细): a ZIP archive of CSV in GBK, with comment lines around a head and a row per movement; every cell may be padded.
 * @throws RangeError when it has another shape
 */
export const refundsOfBill = (archive: Buffer): StatementLine[] => {
  const lines = detailsIn(archive)
  const head = lines.findIndex((line) => HEAD.test(line))
  const end = lines.findIndex((line) => END.test(line))
  if (end < head) throw new RangeError('the bill has no end')
  const columns = cellsOf(lines[head]!)
  const rows = lines.slice(head + 1, end).filter((line) => line.trim()).map((line) => rowOf(columns, line))
  return rows.filter((row) => cell(row, '业务类型') === REFUND).map(lineOf)
}

/** The lines of the file with the details; the others hold sums. */
const detailsIn = (archive: Buffer): string[] => {
  for (const file of filesOfZip(archive)) {
    const lines = decode(file).split(/\r?\n/)
    if (lines.some((line) => HEAD.test(line))) return lines
  }
  throw new RangeError('the bill has no details')
}

const decode = (file: Buffer): string => {
  try {
    return new TextDecoder('gbk', { fatal: true }).decode(file)
  } catch {
    throw new RangeError('the bill is not in GBK')
  }
}

type Row = ReadonlyMap<string, string>

const cellsOf = (line: string): string[] => line.split(',').map((text) => text.trim())

const rowOf = (columns: readonly string[], line: string): Row => {
  const cells = cellsOf(line)
  if (cells.length !== columns.length) throw new RangeError('a row of the bill does not fit its head')
  return new Map(columns.map((column, index) => [column, cells[index]!]))
}

const cell = (row: Row, column: string): string => {
  const text = row.get(column)
  if (text === undefined) throw new RangeError(`the bill has no column ${column}`)
  return text
}

const lineOf = (row: Row): StatementLine => ({
  kind: 'refund',
  outRefundNo: cell(row, '退款批次号/请求号'),
  channelReference: cell(row, '支付宝交易号'),
  // What the payer gets; what the merchant bears is less when the payer had used a coupon of Alipay's.
  amount: money(fenOf(cell(row, '订单金额（元）').replace(/^-/, '')), 'CNY'),
  at: instantOf(cell(row, '完成时间')),
})
