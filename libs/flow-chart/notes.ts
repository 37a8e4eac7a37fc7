import type { Texts } from '@recourse/kernel'
import { EVIDENCE_LABELS, type Reason, type RefundPack } from '@recourse/policy'
import type { Stage } from '@recourse/refund-case'
import type { FlowNote } from './chart.js'

/** What a reader needs at one stage: material at intake, criteria at review, and the pack's guides and notices for it. */
export const stageNotes = (stage: Stage, pack: RefundPack): FlowNote[] => [
  ...(stage === 'intake' ? pack.reasons.map((reason): FlowNote => ({ kind: 'MATERIAL', text: materialOf(reason) })) : []),
  ...(stage === 'review' ? pack.reviewItems.map(({ label }): FlowNote => ({ kind: 'CRITERION', text: label })) : []),
  ...textsFor(stage, pack),
]

/** What belongs to no one stage: general guides and notices, disclaimers, the way to appeal and whom to ask. */
export const notesOf = (pack: RefundPack): FlowNote[] => [
  ...textsFor(undefined, pack),
  ...pack.clauses.filter(({ disclaimer }) => disclaimer).map(({ text }): FlowNote => ({ kind: 'DISCLAIMER', text })),
  { kind: 'APPEAL', text: pack.appealRoute },
  ...pack.contacts.map(({ label, value }): FlowNote => ({ kind: 'CONTACT', text: label, ...(value.startsWith('/') || value.startsWith('https://') ? { url: value } : {}) })),
]

const textsFor = (stage: Stage | undefined, { guides, notices }: RefundPack): FlowNote[] => [
  ...guides.filter((guide) => guide.stage === stage).map(({ text, url }): FlowNote => ({ kind: 'GUIDE', text, ...(url ? { url } : {}) })),
  ...notices.filter((notice) => notice.stage === stage).map(({ text }): FlowNote => ({ kind: 'NOTICE', text })),
]

const materialOf = ({ label, requiredEvidence }: Reason): Texts => {
  const kinds = requiredEvidence.map((kind) => EVIDENCE_LABELS[kind])
  return {
    'zh-CN': `${label['zh-CN']}:${kinds.map((kind) => kind['zh-CN']).join('、') || '无需材料'}`,
    en: `${label.en}: ${kinds.map(({ en }) => en).join(', ') || 'nothing'}`,
  }
}
