import { createHash } from 'node:crypto'
import { money, toInstant } from '@recourse/kernel'
import type { StatementLine } from '../port.js'

const FIRST_OF_SUMMARY = '总交易单数'

/** True when a downloaded bill is the one that the signed answer speaks of. */
export const isBill = (file: Buffer, sha1: string): boolean => createHash('sha1').update(file).digest('hex') === sha1.toLowerCase()

/** A refund is listed on the day it was taken over, as it stood when the bill was made; a bill never changes. Source: WeChat Pay's description of its bills. */
const LISTED: readonly string[] = ['SUCCESS', 'PROCESSING']

/**
 * The refunds that were taken over on the day of a bill, without those that failed. A bill is CSV: a head, a row per refund whose every cell begins with a grave
 * accent, then a head and a row of sums.
 * @throws RangeError when it has another shape
 */
export const refundsOfBill = (file: Buffer): StatementLine[] => {
  const [head = '', ...lines] = file.toString('utf8').replace(/^\uFEFF/, '').split(/\r?\n/)
  const end = lines.findIndex((line) => line.replace(/^`/, '').startsWith(FIRST_OF_SUMMARY))
  if (end < 0) throw new RangeError('the bill has no end')
  const columns = head.split(',')
  return lines.slice(0, end).map((line) => rowOf(columns, line)).filter((row) => LISTED.includes(cell(row, '退款状态'))).map(lineOf)
}

type Row = ReadonlyMap<string, string>

const rowOf = (columns: readonly string[], line: string): Row => {
  const cells = line.replace(/^`/, '').split(',`')
  if (cells.length !== columns.length) throw new RangeError('a row of the bill does not fit its head')
  return new Map(columns.map((column, index) => [column, cells[index]!]))
}

const cell = (row: Row, column: string): string => {
  const text = row.get(column)
  if (text === undefined) throw new RangeError(`the bill has no column ${column}`)
  return text
}

const lineOf = (row: Row): StatementLine => {
  const isUnderWay = cell(row, '退款状态') === 'PROCESSING'
  return {
    kind: 'refund',
    outRefundNo: cell(row, '商户退款单号'),
    channelReference: cell(row, '微信退款单号'),
    // The amount that was asked for; what is settled is less when the customer had paid with a coupon.
    amount: money(fenOf(cell(row, row.has('申请退款金额') ? '申请退款金额' : '退款金额')), cell(row, '货币种类')),
    at: toInstant(`${cell(row, isUnderWay ? '交易时间' : '退款成功时间').replace(' ', 'T')}+08:00`),
    ...(isUnderWay && { underWay: true }),
  }
}

const fenOf = (yuan: string): number => {
  if (!/^\d{1,12}\.\d{2}$/.test(yuan)) throw new RangeError('an amount of the bill is not in yuan with two decimals')
  return Number(yuan.replace('.', ''))
}
