import type { Texts } from '@recourse/kernel'
import type { Phase } from './phases.js'
import type { OpenedCase } from './state.js'

/** What the customer sees, with the same five labels everywhere. */
export const CUSTOMER_STEPS = [
  { 'zh-CN': '提交申请', en: 'Submit the request' },
  { 'zh-CN': '上传凭证', en: 'Upload evidence' },
  { 'zh-CN': '等待审核', en: 'Wait for review' },
  { 'zh-CN': '确认退款', en: 'Refund confirmed' },
  { 'zh-CN': '退款到账', en: 'Money arrived' },
] as const satisfies readonly Texts[]

const CURRENT_STEP: Readonly<Record<Exclude<Phase, 'closed'>, number>> = { intake: 1, review: 2, settlement: 3, decision: 3, appeal: 3, payout: 4, receipt: 4 }

/** The step that a stage is a part of. */
export const stepOf = (stage: Exclude<Phase, 'closed'>): Texts => CUSTOMER_STEPS[CURRENT_STEP[stage]]!

export interface CustomerStep {
  readonly label: Texts
  /** `skipped` = the case ended before it. */
  readonly status: 'done' | 'current' | 'upcoming' | 'skipped'
}

/** The progress of a case in five steps; none is current once it is closed. */
export const customerSteps = (state: OpenedCase): CustomerStep[] => {
  if (state.phase === 'closed') {
    const reached = state.outcome === 'paid' ? CUSTOMER_STEPS.length : CURRENT_STEP[state.stage.stage] + (state.outcome === 'refused' || state.outcome === 'remedied' ? 1 : 0)
    return CUSTOMER_STEPS.map((label, step) => ({ label, status: step < reached ? 'done' : 'skipped' }))
  }
  const current = CURRENT_STEP[state.phase]
  return CUSTOMER_STEPS.map((label, step) => ({ label, status: step < current ? 'done' : step === current ? 'current' : 'upcoming' }))
}
