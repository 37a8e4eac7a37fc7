import type { Money, Refusal, Texts } from '@recourse/kernel'
import { reasonOf, type RefundPack } from '@recourse/policy'
import { isRedirectedByStaff } from '../decide/automatically-review.js'
import type { OpenedCase } from '../state.js'
import type { DryRun } from './dry-run.js'
import type { Eligibility, EligibilityQuestion, EligibilityReason } from './eligibility.js'

const texts = (en: string, zh: string): Texts => ({ en, 'zh-CN': zh })

/** A refusal as a reason. */
export const reasonFor = ({ code, title }: Refusal): EligibilityReason => ({ rule: code, text: title })

interface Outcome extends Pick<Eligibility, 'automaticReview' | 'missingEvidence' | 'needs'> {
  readonly amount: Money
}

/** What the answer rests on, the most telling first. */
export const reasonsFor = (run: DryRun, pack: RefundPack, question: EligibilityQuestion, outcome: Outcome): EligibilityReason[] => [
  ...(outcome.automaticReview ? [ruleText(outcome.automaticReview)] : []),
  ...circumstances(run, pack, question, outcome).flatMap(([holds, rule, text]) => (holds ? [{ rule, text }] : [])),
  ...(run.notCalculated ? [reasonFor(run.notCalculated)] : []),
  ...citedReasons(run.opened, pack),
]

const ruleText = ({ ruleId, verdict }: NonNullable<Eligibility['automaticReview']>): EligibilityReason => ({
  rule: ruleId,
  text: verdict === 'APPROVE'
    ? texts(`Meets the policy's rule "${ruleId}" for approval without a person`, `符合自动审核规则“${ruleId}”`)
    : texts(`By the policy's rule "${ruleId}" a person looks at it`, `依据规则“${ruleId}”,由人工审核`),
})

const circumstances = (run: DryRun, pack: RefundPack, { history, prepaid }: EligibilityQuestion, { missingEvidence, needs }: Outcome): [boolean, string, Texts][] => [
  [missingEvidence.length > 0, 'evidence-missing', texts(`Still needed: ${missingEvidence.join(', ')}`, `还需提供:${missingEvidence.join('、')}`)],
  [run.opened.late, 'late', texts('The window has passed: a person decides, and lateness alone is no reason to refuse', '已超过申请期限:由人工审核,不会仅因逾期而拒绝')],
  [needs.settlement, 'settlement', texts('Amount and way are agreed with you and signed by both sides', '退款金额和方式须经双方协商并签署协议')],
  [needs.secondApprover, 'second-approver', texts('A second person confirms the approval', '须由第二人复核')],
  [isRedirectedByStaff(run.opened), 'other-account', texts('Staff asks for another way of payment: a person looks at it', '由工作人员代申请并更换退款方式的,须人工审核')],
  [history === undefined && pack.risk.rules.length > 0, 'history-not-considered', texts('Whether your earlier requests call for a person is seen only when you apply', '是否需结合历史申请进行人工审核,将在正式申请时确定')],
  [prepaid?.used.length === 0 && run.reviewed.calculation !== undefined, 'nothing-used', texts('The sum takes it that nothing was used', '该金额按未使用任何服务计算')],
]

const citedReasons = ({ reason }: OpenedCase, pack: RefundPack): EligibilityReason[] => {
  const { label, citations } = reasonOf(pack, reason)!
  return citations.map((citation) => ({ rule: reason, text: label, citation }))
}
