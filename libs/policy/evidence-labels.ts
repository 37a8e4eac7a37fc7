import type { Texts } from '@recourse/kernel'
import type { EvidenceKind } from './pack-schema.js'

/** What customers call each kind of evidence. */
export const EVIDENCE_LABELS: Readonly<Record<EvidenceKind, Texts>> = {
  application: { 'zh-CN': '书面申请', en: 'the application on paper' },
  purchase: { 'zh-CN': '购买记录', en: 'purchase record' },
  pre: { 'zh-CN': '术前照片或视频', en: 'photo or video from before' },
  post: { 'zh-CN': '术后照片或视频', en: 'photo or video from after' },
  chat: { 'zh-CN': '聊天记录', en: 'chat' },
  transfer: { 'zh-CN': '转账凭证', en: 'proof of transfer' },
  delivery: { 'zh-CN': '配送记录', en: 'proof of delivery' },
  other: { 'zh-CN': '其他凭证', en: 'other evidence' },
}
