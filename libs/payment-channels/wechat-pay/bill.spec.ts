import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { isBill, refundsOfBill } from './bill.js'

const HEAD = '交易时间,货币种类,退款成功时间,微信退款单号,商户退款单号,退款金额,退款状态,申请退款金额'
const SUMMARY = ['总交易单数,退款总金额', '`1,`10.00']

const bill = (rows: readonly string[], head = HEAD): Buffer => Buffer.from(`\uFEFF${[head, ...rows, ...SUMMARY].join('\r\n')}\r\n`)

const row = ({ status = 'SUCCESS', asked = '30.05', settled = '28.00', time = '2026-11-22 00:00:07' } = {}): string =>
  ['2026-11-21 23:00:00', 'CNY', time, '50301', 'case-1', settled, status, asked].map((value) => `\`${value}`).join(',')

describe('a bill', () => {
  it('lists the refunds that arrived or are under way, in fen, with the amount that was asked for, at their time in Beijing', () => {
    const refund = { kind: 'refund', outRefundNo: 'case-1', channelReference: '50301', amount: money(3_005, 'CNY') }
    expect(refundsOfBill(bill([row(), row({ status: 'PROCESSING', time: '' }), row({ status: 'FAIL' })]))).toEqual([
      { ...refund, at: '2026-11-21T16:00:07.000Z' }, { ...refund, at: '2026-11-21T15:00:00.000Z', underWay: true },
    ])
  })

  it('of the old form has one amount', () => {
    const old = bill([row().split(',').slice(0, -1).join(',')], HEAD.replace(',申请退款金额', ''))
    expect(refundsOfBill(old).map(({ amount }) => amount)).toEqual([money(2_800, 'CNY')])
  })

  it.each([
    ['without an end', Buffer.from(`${HEAD}\r\n${row()}\r\n`)],
    ['without a column', bill([row().split(',').slice(1).join(',')], HEAD.replace('交易时间,', '').replace('退款状态', '状态'))],
    ['with a row that does not fit', bill([`${row()},\`more`])],
    ['with an amount that is none', bill([row({ asked: '1e3' })])],
    ['with a time that is none', bill([row({ time: '2026-02-30 00:00:00' })])],
    ['that is something else', Buffer.from('<html>')],
  ])('%s cannot be read', (_, file) => {
    expect(() => refundsOfBill(file)).toThrow(RangeError)
  })

  it('is known by its hash', () => {
    const file = bill([row()])
    const hash = createHash('sha1').update(file).digest('hex')
    expect(isBill(file, hash.toUpperCase())).toBe(true)
    expect(isBill(bill([row({ asked: '30.06' })]), hash)).toBe(false)
  })
})
