import { addMilliseconds, type Instant } from '@recourse/kernel'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../../days.js'
import type { LedgerMovement } from '../../sandbox-kit/refund-ledger.js'
import { yuanOf } from '../amounts.js'
import { beijingTime } from '../times.js'
import { encodeGbk } from './gbk.js'
import type { AlipayLedger } from './ledger.js'
import { outTradeNoOf } from './refund-json.js'
import { zipOf } from './zip.js'

const READY_AFTER_MS = 10 * 3_600_000

const HEAD =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,' +
  '商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

/** The refunds that left on a day in China, as a ZIP archive of CSV in GBK; undefined before ten in the morning of the next day, and for a day without any. */
export const billOf = async (ledger: AlipayLedger, sellerId: string, day: string, now: Instant): Promise<Buffer | undefined> => {
  const { from, before } = boundsOfDay(day, CHINA_UTC_OFFSET_MIN)
  if (now < addMilliseconds(before, READY_AFTER_MS)) return undefined
  const movements = await ledger.movementsBetween(from, before)
  if (movements.length === 0) return undefined
  const about = [`#账号：[${sellerId}0156]`, `#起始日期：[${beijingTime(from)}]   终止日期：[${beijingTime(before)}]`]
  const details = [
    '#支付宝业务明细查询', ...about, '#-----------------------------------------业务明细列表----------------------------------------', HEAD, ...movements.map(rowOf),
    '#-----------------------------------------业务明细列表结束------------------------------------', `#退款合计：${movements.length}笔`, `#导出时间：[${beijingTime(now)}]`,
  ]
  const sums = ['#支付宝业务汇总查询', ...about, '门店编号,门店名称,退款笔数', `\t,\t,${movements.length}`]
  return zipOf([
    { name: encodeGbk(`${sellerId}_${day}_业务明细(汇总).csv`), content: textOf(sums) },
    { name: encodeGbk(`${sellerId}_${day}_业务明细.csv`), content: textOf(details) },
  ])
}

const textOf = (lines: readonly string[]): Buffer => encodeGbk(`${lines.join('\r\n')}\r\n`)

const rowOf = ({ paymentReference, outRefundNo, amount, at }: LedgerMovement): string => {
  const [time, yuan] = [beijingTime(at), `-${yuanOf(amount.minor)}`]
  return [
    `${paymentReference}\t`, `${outTradeNoOf(paymentReference)}\t`, '退款', '课程', time, time, '', '', '', '', '沙箱用户(sand***@example.com)', yuan, yuan,
    '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00', `${outRefundNo}\t`, '0.00', '0.00', '',
  ].join(',')
}
