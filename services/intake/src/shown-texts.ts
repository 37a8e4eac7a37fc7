import { hashOf, type Texts } from '@recourse/kernel'
import type { RefundPack } from '@recourse/policy'
import type { ShownText } from '@recourse/refund-case'

/** SHA-256 over the canonical JSON of both languages, as they are shown together. */
export const hashOfTexts = (text: Texts): string => hashOf({ en: text.en, 'zh-CN': text['zh-CN'] })

const shownOf = new WeakMap<RefundPack, ShownText[]>()

/** What the customer could read when the case was opened, provable by hash. A pack never changes, so it is hashed once. */
export const shownTexts = (pack: RefundPack): ShownText[] => {
  const known = shownOf.get(pack)
  if (known) return known
  const shown = [
    ...pack.notices.map(({ id, text }) => ({ kind: 'notice' as const, id, sha256: hashOfTexts(text) })),
    ...pack.clauses.map(({ id, text }) => ({ kind: 'clause' as const, id, sha256: hashOfTexts(text) })),
  ]
  shownOf.set(pack, shown)
  return shown
}
