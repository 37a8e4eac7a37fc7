import { hashOf, type Texts } from '@recourse/kernel'
import type { RefundPack } from '@recourse/policy'
import type { ShownText } from '@recourse/refund-case'

/** SHA-256 over the canonical JSON of both languages, as they are shown together. */
export const hashOfTexts = (text: Texts): string => hashOf({ en: text.en, 'zh-CN': text['zh-CN'] })

/** What the customer could read when the case was opened, provable by hash. */
export const shownTexts = (pack: RefundPack): ShownText[] => [
  ...pack.notices.map(({ id, text }) => ({ kind: 'notice' as const, id, sha256: hashOfTexts(text) })),
  ...pack.clauses.map(({ id, text }) => ({ kind: 'clause' as const, id, sha256: hashOfTexts(text) })),
]
