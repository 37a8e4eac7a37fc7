import type { Texts } from '@recourse/kernel'
import type { RefundPack } from '@recourse/policy'
import type { OpenedCase, Risk } from '@recourse/refund-case'

/** The score with the text of every rule that it consists of: what staff see. */
export interface RiskView extends Omit<Risk, 'reasons'> {
  readonly reasons: readonly { readonly rule: string; readonly points: number; readonly text: Texts }[]
}

export const riskView = ({ score, high, highFrom, reasons }: Risk, { risk }: RefundPack): RiskView => ({
  score, high, highFrom, reasons: reasons.map(({ rule, points }) => ({ rule, points, text: risk.rules.find(({ id }) => id === rule)!.text })),
})

/** What a machine did with a case, in words for its customer; the score is nobody's but staff's. */
export interface AutomaticReviewView {
  readonly verdict: 'APPROVE' | 'REFER'
  readonly explanation: Texts
}

const EXPLANATIONS: Readonly<Record<AutomaticReviewView['verdict'], Texts>> = {
  APPROVE: {
    en: 'An automatic rule of the refund policy found the conditions of a refund met.',
    'zh-CN': '系统按退款政策的自动规则判断:符合退款条件。',
  },
  REFER: {
    en: 'An automatic rule of the refund policy passed this request to a person, who decides. No machine refuses a refund.',
    'zh-CN': '系统按退款政策的自动规则将本申请转交人工审核,由工作人员作出决定。系统不会自动拒绝退款。',
  },
}

/** PIPL art. 24: whoever is the subject of an automated decision is told of it, in words. */
export const automaticReviewView = ({ autoVerdict }: OpenedCase): { automaticReview?: AutomaticReviewView } =>
  (autoVerdict ? { automaticReview: { verdict: autoVerdict, explanation: EXPLANATIONS[autoVerdict] } } : {})
