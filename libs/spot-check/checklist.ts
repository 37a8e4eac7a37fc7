import type { Texts } from '@recourse/kernel'

/** What supervision covers: the policy, the process, the quality of service. */
export const CHECK_TYPES = ['POLICY', 'PROCESS', 'QUALITY'] as const

export interface ChecklistItem {
  readonly id: string
  readonly type: (typeof CHECK_TYPES)[number]
  readonly text: Texts
}

const item = (id: string, type: ChecklistItem['type'], en: string, zh: string): ChecklistItem => ({ id, type, text: { en, 'zh-CN': zh } })

/** Every item needs a finding before a check is complete. */
export const CHECKLIST: readonly ChecklistItem[] = [
  item('clause-fits', 'POLICY', 'The clause and the law that were cited fit the facts', '引用的条款与法律符合事实'),
  item('amount-right', 'POLICY', 'The amount follows from the policy', '退款金额符合政策规定'),
  item('evidence-sufficient', 'PROCESS', 'The findings rest on evidence of the case', '审核结论有凭证支持'),
  item('in-time', 'PROCESS', 'Every stage was finished in time, or the delay has a reason', '各环节按时完成或延误有合理原因'),
  item('four-eyes', 'PROCESS', 'A second person confirmed where the policy asks for it', '按规定由第二人复核'),
  item('customer-informed', 'QUALITY', 'The customer knew where the case stood and what came next', '客户及时了解进度与后续步骤'),
  item('tone', 'QUALITY', 'Messages and notes are respectful and clear', '沟通用语得体、清晰'),
]
