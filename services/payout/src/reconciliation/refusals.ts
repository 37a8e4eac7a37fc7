import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Why there is nothing to compare with; what the reconciliation itself refuses stands in its library. */
export const statementRefusals = {
  UnknownChannel: { kind: 'invalid', en: 'This installation has no such payment channel for your organisation', zh: '系统未为贵机构接入该支付渠道' },
  ReconciliationRuns: { kind: 'conflict', en: 'A statement of this channel is being compared right now: try again in a minute', zh: '该支付渠道正在对账,请一分钟后再试' },
  ChannelBusy: { kind: 'conflict', en: 'As many questions as the channel takes are on their way: try again in a minute', zh: '已达支付渠道查询频率上限,请一分钟后再试' },
  StatementNotReady: { kind: 'conflict', en: 'The channel has not made this statement yet: try again later', zh: '支付渠道尚未出具该日账单,请稍后再试' },
  StatementNotRead: { kind: 'conflict', en: 'The channel\'s statement could not be read as a whole: try again later', zh: '未能完整获取支付渠道账单,请稍后再试' },
  LinesWithoutTenant: {
    kind: 'conflict', en: 'The statement has money that nobody here knows, and no tenant to look into it: set RECONCILIATION_TENANT', zh: '账单中有系统未知的款项,且未指定核查租户,请设置 RECONCILIATION_TENANT',
  },
} as const satisfies Record<string, RefusalDefinition>

export const statementRefusal = defineRefusals(statementRefusals)
