import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything a reconciliation can refuse. Codes are stable. */
export const reconciliationRefusals = {
  UnknownReconciliation: { kind: 'not-found', en: 'This day was not reconciled yet', zh: '该日尚未对账' },
  DayNotOver: { kind: 'invalid', en: 'Only a day that is over in the channel\'s calendar can be reconciled', zh: '按支付渠道日历,当日结束后方可对账' },
  TooManyRuns: { kind: 'conflict', en: 'This day was reconciled too often by hand: the nightly run goes on with it', zh: '该日手工对账次数过多,将由系统每日自动对账' },
  UnknownDifference: { kind: 'not-found', en: 'The reconciliation has no such difference', zh: '未找到该对账差异' },
  DifferenceAlreadyResolved: { kind: 'conflict', en: 'This difference is already settled', zh: '该对账差异已处理' },
  ResolverRanIt: { kind: 'forbidden', en: 'Whoever ran the reconciliation that found it may not settle it', zh: '执行对账的人员不得处理该次对账发现的差异' },
  ResolverIsConcerned: { kind: 'forbidden', en: 'The payment is your own, or you asked for it or corrected it: another person has to settle the difference', zh: '该款项属于处理人本人,或由其申请、更正过,须由他人处理该差异' },
  ConfirmerIsProposer: { kind: 'forbidden', en: 'A second person has to agree before money is written off', zh: '核销款项须由另一人确认' },
  WriteOffNeedsChecker: { kind: 'forbidden', en: 'Money is written off by a finance checker, after somebody else proposed it', zh: '款项核销须由他人提出、财务复核人员确认' },
} as const satisfies Record<string, RefusalDefinition>

export const refuse = defineRefusals(reconciliationRefusals)
