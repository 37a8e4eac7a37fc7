import type { Role, Texts } from '@recourse/kernel'
import type { Due } from '@recourse/policy'
import { OUTCOMES, type Outcome, type Phase } from '@recourse/refund-case'
import type { FlowNote } from './chart.js'

export type Language = keyof Texts

const words = (zh: string, en: string): Texts => ({ 'zh-CN': zh, en })

export const PHASE_LABELS: Readonly<Record<Phase, Texts>> = {
  intake: words('提交申请与凭证', 'Request and evidence'),
  review: words('审核', 'Review'),
  settlement: words('协商与签署协议', 'Negotiation and agreement'),
  decision: words('复核决定', 'Second person decides'),
  appeal: words('申诉处理', 'Appeal'),
  payout: words('退款执行', 'Payout'),
  receipt: words('确认收款', 'Confirmation of receipt'),
  closed: words('结案', 'Closed'),
}

/** What an event means on an arrow. A test fails while a transition has no label. */
export const EVENT_LABELS: Readonly<Record<string, Texts>> = {
  RefundRequested: words('客户提交退款申请', 'refund requested'),
  ReviewOpened: words('材料齐全', 'evidence complete'),
  ReviewCompleted: words('审核完成,确定协商区间', 'review complete, band set'),
  EvidenceRequested: words('要求补充材料', 'more evidence requested'),
  EvidenceAttached: words('材料已补充', 'evidence brought'),
  EvidenceOverdue: words('补充材料逾期', 'evidence not brought in time'),
  LegalOpinionRequested: words('请求法律意见', 'legal opinion requested'),
  LegalOpinionReceived: words('收到法律意见', 'legal opinion received'),
  ApprovalProposed: words('提请复核', 'approval proposed'),
  ApprovalRejected: words('复核未通过,退回审核', 'second person rejects'),
  ApprovalLapsed: words('提请逾期失效,退回审核', 'proposal lapsed'),
  RefundApproved: words('批准退款', 'refund approved'),
  SettlementEnded: words('协商未成,退回审核', 'no agreement, back to review'),
  ReservationLost: words('订单余额不足,退回审核', 'order no longer covers it'),
  AppealLodged: words('客户申诉', 'customer appeals the refusal'),
  AppealDecided: words('申诉成立,重新审核', 'appeal upheld, reviewed anew'),
  PayoutConfirmed: words('款项已退回', 'money sent'),
  PayoutFailed: words('退款失败', 'payout failed'),
  PayoutDetailsCorrected: words('信息已核对更正', 'details corrected'),
  PayoutResubmitted: words('重新提交', 'resubmitted'),
  PayoutRequested: words('以新单号重新提交', 'resubmitted under a new number'),
  PayoutReturned: words('款项被退回', 'money came back'),
  StageOverdue: words('超时未处理,自动升级', 'overdue, escalated'),
  CaseEscalated: words('仍未处理,再升级', 'still not done, next level'),
}

const OUTCOME_LABELS: Readonly<Record<Outcome, Texts>> = {
  paid: words('退款完成', 'paid'),
  refused: words('不予退款', 'refused'),
  withdrawn: words('客户撤回', 'withdrawn'),
  remedied: words('以其他方式解决', 'settled by other means'),
  unpayable: words('款项退回后无法支付', 'came back, nobody left to pay'),
}

/** How a case of a customer who was not erased can end in a phase. A test compares it with what the decider does. */
export const OUTCOMES_IN: Readonly<Partial<Record<string, readonly Outcome[]>>> = {
  intake: ['withdrawn'],
  review: ['refused', 'withdrawn'],
  settlement: ['refused', 'withdrawn', 'remedied'],
  decision: ['withdrawn'],
  appeal: ['refused', 'withdrawn'],
  payout: ['paid'],
  receipt: ['paid'],
}

/** The words on an arrow; an end is named by the outcomes it can have. */
export const edgeLabel = (from: string, event: string): Texts => {
  if (event !== 'RefundCaseClosed') return EVENT_LABELS[event] ?? words(event, event)
  const outcomes = (OUTCOMES_IN[from] ?? OUTCOMES).map((outcome) => OUTCOME_LABELS[outcome])
  return words(outcomes.map((label) => label['zh-CN']).join('或'), outcomes.map(({ en }) => en).join(' or '))
}

export const TASK_LABELS = {
  evidence: words('客户补充材料', 'Customer brings evidence'),
  'legal-opinion': words('法律意见', 'Legal opinion'),
  correction: words('重新核对收款信息', 'Check and correct the details'),
  resubmission: words('重新提交退款', 'Resubmit the payout'),
} as const satisfies Readonly<Record<string, Texts>>

export const ROLE_LABELS: Readonly<Record<Role, Texts>> = {
  customer: words('客户', 'Customer'),
  agent: words('客服', 'Agent'),
  reviewer: words('审核员', 'Reviewer'),
  doctor: words('医生', 'Doctor'),
  supervisor: words('主管', 'Supervisor'),
  'finance-maker': words('财务经办', 'Finance (maker)'),
  'finance-checker': words('财务复核', 'Finance (checker)'),
  operations: words('运营', 'Operations'),
  auditor: words('审计', 'Auditor'),
  admin: words('系统管理员', 'Administrator'),
  importer: words('数据导入', 'Importer'),
  service: words('系统', 'System'),
}

export const startLabel = words('申请退款', 'Refund wanted')
export const superiorLabel = (level: number): Texts => words(`上级处理(第${level}级)`, `Superior, level ${level}`)
export const chartTitle = (pack: Texts): Texts => words(`${pack['zh-CN']}流程图`, `${pack.en}: flow chart`)

/** A time limit as people say it: 3个工作日, 3 working days. */
export const dueLabel = (due: Due): Texts => {
  if ('hours' in due) return words(`${due.hours}小时`, plural(due.hours, 'hour'))
  if ('workingDays' in due) return words(`${due.workingDays}个工作日`, plural(due.workingDays, 'working day'))
  return words(`${due.days}天`, plural(due.days, 'day'))
}

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`


export const NOTE_LABELS: Readonly<Record<FlowNote['kind'], Texts>> = {
  MATERIAL: words('所需材料', 'Material'),
  CRITERION: words('审核标准', 'Checked'),
  GUIDE: words('操作指南', 'Guide'),
  NOTICE: words('注意事项', 'Note'),
  DISCLAIMER: words('免责条款', 'Disclaimer'),
  CONTACT: words('联系方式', 'Contact'),
  APPEAL: words('申诉途径', 'Appeal'),
}

export const CITED: Readonly<Record<Language, string>> = { 'zh-CN': '依据', en: 'according to' }
