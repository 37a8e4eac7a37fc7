import { itemsIn, listIn, objectIn, type Content } from '../content.js'
import { leastDays } from '../due-days.js'
import type { Hit, LintRule } from '../finding.js'
import { LAW } from '../law.js'

/** Rights that give the whole sum back, by their article. */
const WHOLE_SUM: ReadonlyMap<unknown, string> = new Map([
  ['PREPAID_COOLING_OFF', LAW.coolingOff], ['DISTANCE_NO_REASON', LAW.noReasonReturn], ['DEFECT', LAW.defect],
  ['NOT_PERFORMED', LAW.notPerformed], ['FRAUD', LAW.fraud], ['UNSAFE_FOOD', LAW.unsafeFood],
])

const shares = (pack: Content): Hit[] =>
  itemsIn(pack, 'reasons').flatMap(({ path, value }) => {
    const article = WHOLE_SUM.get(value.right)
    const most = objectIn(value.share).to_percent
    return article !== undefined && typeof most === 'number' && most < 100 ? [{ path: `${path}.share.to_percent`, article }] : []
  })

const ways = (pack: Content): readonly unknown[] => listIn(pack.payoutWays)

const otherWay = (pack: Content): Hit[] =>
  ways(pack).some((way) => typeof way === 'string' && way !== 'ORIGINAL') && pack.otherWayNeedsConsent !== true ? [{ path: 'otherWayNeedsConsent' }] : []

const originalWay = (pack: Content): Hit[] => (ways(pack).length > 0 && !ways(pack).includes('ORIGINAL') ? [{ path: 'payoutWays' }] : [])

const stageDue = (pack: Content, stage: string): unknown => objectIn(objectIn(pack.stages)[stage]).due

const payoutDays = (pack: Content): number => leastDays([stageDue(pack, 'payout')]) ?? 0

const rightIn = (pack: Content, rights: readonly unknown[]): unknown => itemsIn(pack, 'reasons').map(({ value }) => value.right).find((right) => rights.includes(right))

const SEVEN_DAYS = 7
const FIVE_DAYS = 5

const latePayout = (pack: Content): Hit[] => {
  const right = rightIn(pack, ['DISTANCE_NO_REASON', 'PREPAID_COOLING_OFF'])
  return right !== undefined && payoutDays(pack) > SEVEN_DAYS ? [{ path: 'stages.payout.due', article: WHOLE_SUM.get(right)! }] : []
}

const latePayoutInBeijing = (pack: Content): Hit[] => {
  const days = payoutDays(pack)
  return rightIn(pack, ['PREPAID_COOLING_OFF']) !== undefined && days > FIVE_DAYS && days <= SEVEN_DAYS ? [{ path: 'stages.payout.due' }] : []
}

const FIFTEEN_DAYS = 15

/** From the complete application to the money. The negotiation is the customer's time as well. */
const delay = (pack: Content): Hit[] => {
  const days = leastDays(['review', 'decision', 'payout'].map((stage) => stageDue(pack, stage)))
  return days !== undefined && days > FIFTEEN_DAYS ? [{ path: 'stages' }] : []
}

/** How much comes back, which way, and when. */
export const moneyRules: readonly LintRule[] = [
  {
    id: 'share-below-whole', article: LAW.coolingOff, severity: 'error', check: shares,
    text: { en: 'The law gives the whole sum for this reason; to_percent must be 100', 'zh-CN': '该退款原因依法应全额退还;to_percent应为100' },
  },
  {
    id: 'other-way-without-consent', article: LAW.sameWay, severity: 'error', check: otherWay,
    text: { en: 'Money goes another way than it came only with express consent; set otherWayNeedsConsent to true', 'zh-CN': '以其他方式退款须经消费者明确同意;请将otherWayNeedsConsent设为true' },
  },
  {
    id: 'original-way-missing', article: LAW.sameWay, severity: 'error', check: originalWay,
    text: { en: 'The way the customer paid must be open to the refund; add ORIGINAL to payoutWays', 'zh-CN': '应提供原支付方式退款;请在payoutWays中加入ORIGINAL' },
  },
  {
    id: 'payout-late', article: LAW.noReasonReturn, severity: 'error', check: latePayout,
    text: { en: 'Money for a return or withdrawal without a reason goes back within seven days; shorten the due time of the payout', 'zh-CN': '无理由退货、退款应在七日内返还;请缩短付款期限' },
  },
  {
    id: 'payout-late-in-beijing', article: LAW.beijingPrepaid, severity: 'warning', check: latePayoutInBeijing,
    text: { en: 'In Beijing an unused prepaid card is refunded within five days; shorten the due time of the payout if you trade there', 'zh-CN': '在北京,未使用的预付卡应在五日内退款;如在当地经营,请缩短付款期限' },
  },
  {
    id: 'delays-refund', article: LAW.delay, severity: 'error', check: delay,
    text: { en: 'Review, decision and payout together take more than fifteen days, which counts as deliberate delay; shorten them', 'zh-CN': '审核、决定和付款合计超过十五日,将被视为故意拖延;请予缩短' },
  },
]
