import type { FlowNode } from './chart.js'
import { dueLabel, ROLE_LABELS, type Language } from './labels.js'

/** What stands in a box, top to bottom. */
export interface NodeLines {
  readonly title: string
  readonly role?: string
  /** Time limit, to be printed prominently. */
  readonly due?: string
  readonly clause?: string
}

const CLAUSE: Readonly<Record<Language, string>> = { 'zh-CN': '条款', en: 'clause' }

export const nodeLines = ({ kind, label, role, due, clause }: FlowNode, language: Language): NodeLines => ({
  title: label[language],
  ...(kind === 'start' || kind === 'closed' ? {} : { role: ROLE_LABELS[role][language] }),
  ...(due ? { due: dueLabel(due)[language] } : {}),
  ...(clause ? { clause: `${CLAUSE[language]} ${clause.id}` } : {}),
})
