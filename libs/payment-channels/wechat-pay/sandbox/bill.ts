import { createHash } from 'node:crypto'
import { addMilliseconds, type Instant } from '@recourse/kernel'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../../days.js'
import { beijingTime, outTradeNoOf } from './refund-json.js'
import type { ListedRefund, WechatLedger } from './ledger.js'
import { refusals, type Refusal } from './refusals.js'

/** WeChat Pay begins to make it an hour before. */
const MADE_AFTER_MS = 9 * 3_600_000
const READY_AFTER_MS = 10 * 3_600_000
const KEPT_MS = 92 * 86_400_000

const HEAD =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,' +
  '退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'

const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** The refunds that were taken over on a day in China, as they stood when it was made, as CSV; made by ten in the morning of the next day, and kept for three months. */
export const billOf = async (ledger: WechatLedger, mchid: string, day: string, now: Instant): Promise<string | Refusal> => {
  const { from, before } = boundsOfDay(day, CHINA_UTC_OFFSET_MIN)
  if (now < addMilliseconds(before, READY_AFTER_MS)) return refusals.billInMaking
  if (now > addMilliseconds(before, KEPT_MS)) return refusals.malformed
  const refunds = await ledger.takenOverBetween(from, before, addMilliseconds(before, MADE_AFTER_MS))
  if (refunds.length === 0) return refusals.noBill
  const total = yuan(refunds.reduce((sum, { amount }) => sum + amount.minor, 0))
  return `\uFEFF${[HEAD, ...refunds.map((refund) => rowOf(mchid, refund)), SUMMARY, cells([refunds.length, '0.00', total, '0.00', '0.00000', '0.00', total])].join('\r\n')}\r\n`
}

export const sha1Of = (text: string): string => createHash('sha1').update(text).digest('hex')

const rowOf = (mchid: string, { paymentReference, channelReference, outRefundNo, amount, createdAt, arrivedAt }: ListedRefund): string => {
  const [taken, arrived] = [createdAt, arrivedAt].map((at) => (at ? beijingTime(at).slice(0, 19).replace('T', ' ') : '')) as [string, string]
  const fen = yuan(amount.minor)
  return cells([
    taken, 'wx0000000000000000', mchid, '0', '', paymentReference, outTradeNoOf(paymentReference), 'oSandbox', 'JSAPI', 'REFUND', 'OTHERS', amount.currency, '0.00', '0.00',
    taken, arrived, channelReference, outRefundNo, fen, '0.00', 'ORIGINAL', arrivedAt ? 'SUCCESS' : 'PROCESSING', '商品', '', '0.00000', '0.60%', '0.00', fen, '',
  ])
}

const cells = (values: readonly (string | number)[]): string => values.map((value) => `\`${value}`).join(',')

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
