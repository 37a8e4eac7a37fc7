import type { Texts } from '@recourse/kernel'

/** A figure that a measure is held to. `statistic` names which one of a distribution; left out, the value itself. */
export interface Target {
  readonly comparison: 'below' | 'at_most' | 'at_least'
  readonly value: number
  readonly statistic?: 'mean' | 'max'
  /** The seed document that asks for it. */
  readonly source: string
}

export interface Definition {
  readonly unit: 'share' | 'per_case' | 'hours' | 'working_days'
  readonly definition: Texts
  readonly target?: Target
}

const text = (en: string, zh: string): Texts => ({ en, 'zh-CN': zh })

/** The catalogue of measures. Cases belong to the month of their request as stated; durations run between recording times, also for imported history. */
export const DEFINITIONS = {
  refund_rate: {
    unit: 'share', target: { comparison: 'below', value: 0.05, source: '004' },
    definition: text(
      'Orders with a paid refund requested in the period ÷ orders placed in the period (with a pack: orders in its currency)',
      '期内申请且已退款的订单数 ÷ 期内下单的订单数(按政策包筛选时:该包币种的订单)',
    ),
  },
  processing_time: {
    unit: 'hours', target: { comparison: 'at_most', value: 48, statistic: 'mean', source: '004' },
    definition: text('Case opened → the whole approved amount confirmed, both as recorded; cases paid in full', '立案 → 批准金额全部确认到账,均以记录时间为准;仅计全额付清的案件'),
  },
  payout_sent_time: {
    unit: 'hours', target: { comparison: 'at_most', value: 24, statistic: 'max', source: '004' },
    definition: text('Approved → the payment channel took on the first payout that stood', '批准 → 支付渠道受理首笔有效退款'),
  },
  payout_arrival_time: {
    unit: 'hours', definition: text('Approved → the whole approved amount confirmed', '批准 → 批准金额全部确认到账'),
  },
  review_time: {
    unit: 'working_days', target: { comparison: 'at_most', value: 3, statistic: 'max', source: '000' },
    definition: text(
      'Evidence complete → first decision, in working days of the State Council calendar; the first day does not count',
      '凭证齐全 → 首次决定,按国务院办公厅工作日历计工作日,当日不计',
    ),
  },
  time_to_first_action: {
    unit: 'hours', definition: text('Case opened → first step of the house: a person\'s, or the approval by rule', '立案 → 商家首次处理(人工处理或规则自动批准)'),
  },
  satisfaction: {
    unit: 'share', target: { comparison: 'at_least', value: 0.8, source: '004' },
    definition: text('Survey answers of at least 4 of 5 ÷ all answers', '评分不低于 4 分(满分 5 分)的答卷数 ÷ 全部答卷数'),
  },
  complaint_rate: {
    unit: 'share',
    definition: text('Complaints received in the period ÷ cases requested in it; with a pack or reason, only complaints about such cases', '期内收到的投诉数 ÷ 期内申请的案件数;按政策包或原因筛选时,仅计相关案件的投诉'),
  },
  straight_through_share: {
    unit: 'share', definition: text('Cases approved by the pack\'s rules without a person ÷ decided cases', '由规则自动批准、无人工介入的案件数 ÷ 已决定的案件数'),
  },
  escalations: { unit: 'per_case', definition: text('Escalations ÷ cases', '升级次数 ÷ 案件数') },
  resubmissions: { unit: 'per_case', definition: text('Payouts made again after a failure or a return ÷ cases with a payout', '失败或退回后重新提交的退款次数 ÷ 有退款的案件数') },
} as const satisfies Record<string, Definition>

export type MeasureName = keyof typeof DEFINITIONS
