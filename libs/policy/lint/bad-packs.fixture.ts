import { LAW } from './law.js'

/** Content of a pack that may be changed into something the schema would not allow. */
export type Draft = any

/** A shipped pack with one change that breaks exactly one rule. */
export interface BadPack {
  readonly rule: string
  readonly pack: string
  readonly change: (draft: Draft) => void
  readonly path: string
  readonly article: string
  readonly severity?: 'warning'
}

const clause = (zh: string) => (draft: Draft) => { draft.clauses[0].text['zh-CN'] = zh }
const clauseInEnglish = (en: string) => (draft: Draft) => { draft.clauses[0].text.en = en }
const ZH = 'clauses.0.text.zh-CN'
const EN = 'clauses.0.text.en'

const terms: readonly [rule: string, article: string, zh: string, en: string][] = [
  ['refuses-all-refunds', LAW.excludedReturn, '本项目一经付款，概不退款。', 'Paid is paid: no refunds.'],
  ['keeps-prepayment', LAW.excludedReturn, '会员到期后，卡内余额作废。', 'The prepaid balance is forfeited when the membership ends.'],
  ['excludes-rescission', LAW.excludedReturn, '会员在有效期内不得单方解除合同。', 'Members may not cancel the contract before it ends.'],
  ['shortens-window', LAW.statutoryDays, '签收后3日内可无理由退货。', 'You may return goods within 3 days without giving a reason.'],
  ['waives-dispute', LAW.dispute, '消费者接受退款后放弃投诉和起诉的权利。', 'By taking the refund the customer waives all claims and complaints.'],
  ['final-interpretation', LAW.formClause, '本活动最终解释权归本店所有。', 'The clinic has the right of final interpretation.'],
  ['limits-injury-liability', LAW.injury, '治疗造成的人身损害,本机构概不负责。', 'We are not liable for bodily injury during the treatment.'],
  ['forbids-transfer', LAW.excludedTransfer, '会员卡不得转让。', 'Memberships are non-transferable.'],
  ['keeps-lost-cards', LAW.lostCard, '记名卡遗失不补。', 'Lost cards are not replaced.'],
  ['changes-alone', LAW.oneSidedChange, '本店有权随时调整课程内容和价格。', 'We may change prices and services at any time.'],
  ['deducts-commission', LAW.commission, '退款时扣除已支付给顾问的销售提成。', 'We deduct the sales commission from the refund.'],
  ['pays-in-parts', LAW.inOneGo, '退款金额分期返还。', 'The refund is paid in monthly instalments.'],
  ['disclaimer-excludes-rights', LAW.formClause, '因您个人原因造成的损失,我们不予退款。', 'Where the customer caused it, the cause is your own fault and you lose the refund.'],
]

const reasonOf = (draft: Draft, code: string): Draft => draft.reasons.find((reason: Draft) => reason.code === code)

export const BAD_PACKS: readonly BadPack[] = [
  ...terms.flatMap(([rule, article, zh, en]) => [
    { rule, article, pack: 'membership', change: clause(zh), path: ZH },
    { rule, article, pack: 'membership', change: clauseInEnglish(en), path: EN },
  ]),
  {
    rule: 'disclaimer-excludes-rights', article: LAW.formClause, pack: 'livestream-aesthetics', path: 'clauses.5.text.zh-CN',
    change: (draft) => { Object.assign(draft.clauses[5], { disclaimer: true, text: { ...draft.clauses[5].text, 'zh-CN': '收款信息有误的,我们不承担责任。' } }) },
  },
  {
    rule: 'window-below-law', article: LAW.coolingOff, pack: 'membership', path: 'reasons.0.applicationWindow_days',
    change: (draft) => { draft.reasons[0].applicationWindow_days = 6 },
  },
  {
    rule: 'window-below-law', article: LAW.noReasonReturn, pack: 'retail', path: 'reasons.0.applicationWindow_days',
    change: (draft) => { Object.assign(draft.reasons[0], { right: 'DISTANCE_NO_REASON', applicationWindow_days: 3 }); draft.stages.payout.due = { days: 7 } },
  },
  {
    rule: 'pack-window-below-law', article: LAW.defect, pack: 'retail', path: 'applicationWindow_days',
    change: (draft) => { draft.applicationWindow_days = 6; draft.reasons[1].right = 'DEFECT' },
  },
  {
    rule: 'window-below-limitation', article: LAW.limitation, pack: 'clinic-aesthetics', path: 'applicationWindow_days', severity: 'warning',
    change: (draft) => { draft.applicationWindow_days = 365 },
  },
  {
    rule: 'share-below-whole', article: LAW.coolingOff, pack: 'membership', path: 'reasons.0.share.to_percent',
    change: (draft) => { reasonOf(draft, 'COOLING_OFF').share.to_percent = 80 },
  },
  {
    rule: 'share-below-whole', article: LAW.notPerformed, pack: 'clinic-aesthetics', path: 'reasons.2.share.to_percent',
    change: (draft) => { reasonOf(draft, 'NOT_PROVIDED').share.to_percent = 99 },
  },
  {
    rule: 'other-way-without-consent', article: LAW.sameWay, pack: 'clinic-aesthetics', path: 'otherWayNeedsConsent',
    change: (draft) => { draft.otherWayNeedsConsent = false },
  },
  { rule: 'original-way-missing', article: LAW.sameWay, pack: 'clinic-aesthetics', path: 'payoutWays', change: (draft) => { draft.payoutWays = ['ALIPAY'] } },
  { rule: 'payout-late', article: LAW.coolingOff, pack: 'membership', path: 'stages.payout.due', change: (draft) => { draft.stages.payout.due = { days: 8 } } },
  {
    rule: 'payout-late-in-beijing', article: LAW.beijingPrepaid, pack: 'membership', path: 'stages.payout.due', severity: 'warning',
    change: (draft) => { draft.stages.payout.due = { workingDays: 5 } },
  },
  { rule: 'delays-refund', article: LAW.delay, pack: 'clinic-aesthetics', path: 'stages', change: (draft) => { draft.stages.review.due = { workingDays: 10 } } },
  { rule: 'machine-refuses', article: LAW.automatedDecision, pack: 'retail', path: 'automaticReview.1.verdict', change: (draft) => { draft.automaticReview[1].verdict = 'REFUSE' } },
  {
    rule: 'policy-fit-refuses', article: LAW.automatedDecision, pack: 'clinic-aesthetics', path: 'reviewItems.3.otherwise',
    change: (draft) => { draft.reviewItems[3].otherwise = 'REFUSE' },
  },
  {
    rule: 'risk-refuses', article: LAW.automatedDecision, pack: 'clinic-aesthetics', path: 'risk.rules.2.effect',
    change: (draft) => { draft.risk.rules[2].effect = 'REJECT' },
  },
  { rule: 'stage-without-role', article: LAW.delay, pack: 'clinic-aesthetics', path: 'stages.review.role', change: (draft) => { delete draft.stages.review.role } },
  { rule: 'stage-without-due-time', article: LAW.delay, pack: 'clinic-aesthetics', path: 'stages.appeal.due', change: (draft) => { draft.stages.appeal.due = { days: 0 } } },
  { rule: 'stage-without-clause', article: LAW.formClause, pack: 'clinic-aesthetics', path: 'stages.payout.clause', change: (draft) => { draft.stages.payout.clause = '' } },
  { rule: 'appeal-time-missing', article: LAW.appeal, pack: 'clinic-aesthetics', path: 'appealWithin', change: (draft) => { delete draft.appealWithin } },
  { rule: 'appeal-route-missing', article: LAW.appeal, pack: 'clinic-aesthetics', path: 'appealRoute', change: (draft) => { draft.appealRoute = { en: ' ', 'zh-CN': '' } } },
  {
    rule: 'commercial-without-consent', article: LAW.commercialMessage, pack: 'clinic-aesthetics', path: 'templates.0.needsConsent',
    change: (draft) => { draft.templates[0].commercial = true },
  },
  {
    rule: 'commercial-words', article: LAW.commercialMessage, pack: 'clinic-aesthetics', path: 'templates.0.text.zh-CN', severity: 'warning',
    change: (draft) => { draft.templates[0].text['zh-CN'] = '退款已通过,另送您一张优惠券。' },
  },
  {
    rule: 'photos-without-consent', article: LAW.sensitiveData, pack: 'clinic-aesthetics', path: 'notices',
    change: (draft) => { draft.notices = draft.notices.filter((notice: Draft) => notice.id !== 'health-data') },
  },
]
