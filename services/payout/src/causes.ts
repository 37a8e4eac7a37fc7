import type { Texts } from '@recourse/kernel'
import { GIVEN_UP, type DeferralCause } from '@recourse/refund-case'
import { failureOf, isChannelErrorCode, type Failed, type FailureAction, type UnknownReason } from '@recourse/payment-channels'

interface Cause extends Texts {
  readonly action: FailureAction
}

/** Why this service itself could not hand a payout to a channel, or does not believe what a channel said. */
const ownCauses = {
  CHANNEL_NOT_AVAILABLE: { action: 'final', en: 'This installation has no such payment channel: choose another one', 'zh-CN': '系统未接入该支付渠道,请更换退款渠道' },
  CHANNEL_NOT_FOR_TENANT: { action: 'final', en: 'Your organisation does not pay through this payment channel: choose another one', 'zh-CN': '贵机构未开通该支付渠道,请更换退款渠道' },
  NO_PAYMENT_COVERS: { action: 'final', en: 'No single payment of the order covers the amount: ask finance', 'zh-CN': '订单没有足以覆盖该金额的单笔支付,请财务人员核查' },
  PAYEE_MISSING: { action: 'correctable', en: 'The payee is not known (any more): enter the account name and number', 'zh-CN': '缺少收款人信息,请填写户名与账号' },
  EARLIER_NUMBER_ALIVE: {
    action: 'retry',
    en: 'The channel may have paid under the earlier number, which was taken for failed: nothing was sent again, ask finance',
    'zh-CN': '渠道可能已按先前的退款单号付款,本次未重复付款,请财务人员核查',
  },
  EARLIER_NUMBER_PAID: {
    action: 'final',
    en: 'The channel has paid under the earlier number: nothing was sent under this one',
    'zh-CN': '渠道已按先前的退款单号付款,本单号未付款',
  },
  [GIVEN_UP]: { action: 'final', en: 'The channel would not pay this, and somebody gave it up: choose another way', 'zh-CN': '该渠道长期未能付款,已放弃该笔付款,请更换退款方式' },
  AMOUNT_DIFFERS: { action: 'retry', en: 'The channel reports another amount than was requested: ask finance', 'zh-CN': '渠道返回的金额与申请付款金额不符,请财务人员核查' },
} as const satisfies Record<string, Cause>

export type OwnCause = keyof typeof ownCauses

const waiting: Readonly<Record<'pending' | UnknownReason, Texts>> = {
  pending: { en: 'The channel is still working on it: it is asked again', 'zh-CN': '支付渠道处理中,稍后将再次查询' },
  timeout: { en: 'The channel did not answer in time: it is asked whether the money has left', 'zh-CN': '支付渠道未及时响应,将查询款项是否已付出' },
  'server-error': { en: 'The channel had an error of its own: it is asked whether the money has left', 'zh-CN': '支付渠道内部错误,将查询款项是否已付出' },
  'connection-lost': { en: 'The connection to the channel was lost: it is asked whether the money has left', 'zh-CN': '与支付渠道的连接中断,将查询款项是否已付出' },
  'unreadable-answer': { en: 'The channel\'s answer could not be read: it is asked again', 'zh-CN': '无法识别支付渠道的响应,将再次查询' },
  'unverified-answer': { en: 'The channel\'s answer was not signed by it: it is asked again', 'zh-CN': '支付渠道响应验签失败,将再次查询' },
}

const deferred: Readonly<Record<DeferralCause, Texts>> = {
  SPACING: { en: 'The channel wants more time between two refunds of one payment: it is sent by itself then', 'zh-CN': '渠道要求同一笔支付的退款间隔一定时间,届时将自动发送' },
  QUOTA: { en: 'As many refunds as the channel takes are on their way: it is sent by itself in a moment', 'zh-CN': '已达渠道退款频率上限,稍后将自动发送' },
  CIRCUIT_OPEN: { en: 'The channel does not answer at present: it is sent by itself once it does', 'zh-CN': '支付渠道暂无响应,恢复后将自动发送' },
  CHANNEL_STOPPED: { en: 'Somebody has stopped this channel: it is sent by itself once the channel is resumed', 'zh-CN': '该支付渠道已被停用,恢复后将自动发送' },
  BATCH: { en: 'It waits for the next file of transfers: finance cuts one, another person approves it', 'zh-CN': '等待下一批银行转账文件,由财务人员制作并经他人复核后发送' },
}

export const failedBecause = (code: OwnCause): Failed => {
  const { action, ...message } = ownCauses[code]
  return { outcome: 'failed', code, action, message }
}

/** The channel itself never said that no money moves under the number any more. */
export const isOurOwnWord = (code: string | undefined): boolean => code !== undefined && Object.hasOwn(ownCauses, code)

export const isPaidUnderEarlierNumber = (code: string): boolean => code === ('EARLIER_NUMBER_PAID' satisfies OwnCause)

/** The sentence a person can act on, for any code or cause in a payout's events. */
export const messageOf = (code: string): Texts => {
  if (isChannelErrorCode(code)) return failureOf(code).message
  if (Object.hasOwn(ownCauses, code)) return failedBecause(code as OwnCause).message
  if (Object.hasOwn(deferred, code)) return deferred[code as DeferralCause]
  return Object.hasOwn(waiting, code) ? waiting[code as keyof typeof waiting] : failureOf(code).message
}
