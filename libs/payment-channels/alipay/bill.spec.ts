import { describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { refundsOfBill } from './bill.js'
import { encodeGbk } from './sandbox/gbk.js'
import { zipOf } from './sandbox/zip.js'
import { filesOfZip } from './zip.js'

const HEAD = '支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,商家实收（元）,退款批次号/请求号,备注'
const BEGIN = '#-----------------------------------------业务明细列表----------------------------------------'
const END = '#-----------------------------------------业务明细列表结束------------------------------------'

const row = ({ kind = '退款', yuan = '-30.05', time = '2026-11-22 00:00:07' } = {}): string =>
  ['2026001\t', 'T1\t', kind, `${time}   `, yuan, '-28.00', kind === '退款' ? 'case-1\t' : '', ''].join(',')

const file = (content: string | Buffer) => ({ name: encodeGbk('业务明细.csv'), content: typeof content === 'string' ? encodeGbk(content) : content })

const sums = file('#支付宝业务汇总查询\r\n门店编号,退款笔数\r\n')

const bill = (rows: readonly string[], head = HEAD, end = END): Buffer =>
  zipOf([sums, file(['#支付宝业务明细查询', '#账号：[2088]', BEGIN, head, ...rows, end, '#退款合计：1笔', ''].join('\r\n'))])

describe('a bill', () => {
  it('lists the refunds, in fen, with what the payer gets, at their time in Beijing; payments are left out', () => {
    expect(refundsOfBill(bill([row({ kind: '交易', yuan: '100.00' }), row()]))).toEqual([
      { kind: 'refund', outRefundNo: 'case-1', channelReference: '2026001', amount: money(3_005, 'CNY'), at: '2026-11-21T16:00:07.000Z' },
    ])
    expect(refundsOfBill(bill([]))).toEqual([])
  })

  it.each<[string, Buffer]>([
    ['without an end', bill([row()], HEAD, '')],
    ['without a column', bill([row()], HEAD.replace('业务类型', '类型'))],
    ['with a row that does not fit', bill([`${row()},more`])],
    ['with an amount that is none', bill([row({ yuan: '1e3' })])],
    ['with a time that is none', bill([row({ time: '2026-02-30 00:00:00' })])],
    ['without details', zipOf([sums])],
    ['that is not in GBK', zipOf([file(Buffer.from([0xff, 0xff, 0x0a]))])],
    ['that is something else', Buffer.from('<html>')],
  ])('%s cannot be read', (_, archive) => {
    expect(() => refundsOfBill(archive)).toThrow(RangeError)
  })

  it('that was damaged on its way is either refused or read as it was, whatever byte it is', () => {
    const archive = bill([row()])
    const genuine = refundsOfBill(archive)
    for (let at = 0; at < archive.length; at++) {
      const damaged = Buffer.from(archive)
      damaged[at]! ^= 0xff
      try {
        expect(refundsOfBill(damaged)).toEqual(genuine)
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
    }
  })
})

describe('a ZIP archive', () => {
  it('holds its files in order', () => {
    const contents = ['', 'a', '退款'.repeat(10_000)].map((text) => Buffer.from(text))
    expect(filesOfZip(zipOf(contents.map((content) => ({ name: Buffer.from('x'), content })))).map(String)).toEqual(contents.map(String))
  })

  it('whose files are too large together is refused', () => {
    const half = { name: Buffer.from('x'), content: Buffer.alloc(33 * 1_024 * 1_024) }
    expect(filesOfZip(zipOf([half]))).toHaveLength(1)
    expect(() => filesOfZip(zipOf([half, half]))).toThrow(RangeError)
  })

  it('with many files is refused', () => {
    expect(() => filesOfZip(zipOf(Array.from({ length: 33 }, () => file('x'))))).toThrow(RangeError)
  })
})

it('GBK is written as it is read', () => {
  const text = '支付宝交易号,退款\t（元）：[2088] ¥'.replace('¥', '￥')
  expect(new TextDecoder('gbk').decode(encodeGbk(text))).toBe(text)
  expect(() => encodeGbk('😀')).toThrow(RangeError)
})
