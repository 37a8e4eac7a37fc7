import type { Instant } from '@recourse/kernel'
import type { OpenedCase } from './state.js'

/** From the end of the transaction (电子商务法 第31条). */
export const EVIDENCE_KEPT_years = 3

/**
 * How long the operator keeps the files of a case at least; no command deletes one. `UNTIL`: counted from closing, and anew when the case is opened again.
 * `ERASED`: the person's key was destroyed, so nobody can read them any more.
 */
export type Retention = { readonly kept: 'WHILE_OPEN' | 'LEGAL_HOLD' | 'ERASED' } | { readonly kept: 'UNTIL'; readonly until: Instant }

export const retentionOf = ({ closedAt, legalHold, erased }: Pick<OpenedCase, 'closedAt' | 'legalHold' | 'erased'>): Retention => {
  if (erased) return { kept: 'ERASED' }
  if (legalHold) return { kept: 'LEGAL_HOLD' }
  return closedAt === undefined ? { kept: 'WHILE_OPEN' } : { kept: 'UNTIL', until: yearsAfter(closedAt) }
}

const yearsAfter = (instant: Instant): Instant => {
  const date = new Date(instant)
  date.setUTCFullYear(date.getUTCFullYear() + EVIDENCE_KEPT_years)
  return date.toISOString()
}
