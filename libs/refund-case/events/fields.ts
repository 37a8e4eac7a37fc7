import { isInstant, ROLES, type Instant, type Money } from '@recourse/kernel'
import { EVIDENCE_KINDS } from '@recourse/policy'
import { z } from 'zod'
import { STAGES } from '../phases.js'

/** Building blocks of the event schemas. */
export const money = z.object({ minor: z.int().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/) }) satisfies z.ZodType<Money>
export const positiveMoney = money.extend({ minor: z.int().positive() })
export const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'not an instant in UTC with milliseconds')
export const id = z.string().min(1).max(200)
export const text = z.string().max(4000)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const role = z.enum(ROLES)
export const payoutNo = z.int().positive()

export const packRef = z.object({ id, version: id })
export type PackRef = z.infer<typeof packRef>

/** How a customer consented to another way of payment than the one the money came by, and where the proof is kept. */
export const CONSENT_FORMS = ['WRITTEN', 'RECORDED_CALL'] as const
export const consent = z.object({ how: z.enum(['OWN_REQUEST', ...CONSENT_FORMS]), reference: id.optional() })
export type Consent = z.infer<typeof consent>
/** Of a payee whose name was compared with the payer's: it is the same, or nobody told the payer's. */
export const payeeName = z.enum(['YES', 'UNKNOWN'])

export const ORIGINS = ['ONLINE', 'OFFLINE'] as const
export const evidenceKind = z.enum(EVIDENCE_KINDS)

/**
 * The stage that an event opens: who answers for it, until when, and the pack's clause behind it. Facts, so that no later pack moves them.
 * `provisional`: a year without calendar data lies on the way, so only weekends were counted as off.
 */
export const stageOpening = z.object({
  stage: z.enum(STAGES), role, dueAt: instant, provisional: z.boolean(), clause: id,
  /** The moment that the due time is counted from; the stage's own also when its clock stood still meanwhile. */
  openedAt: instant.optional(),
  /** The calendar data it was counted by; absent when none was needed or there is none. */
  calendarVersion: id.optional(),
})
export type StageOpening = z.infer<typeof stageOpening>

/** A text the customer was shown, provable by the SHA-256 of its bytes. */
export const shownText = z.object({ kind: z.enum(['notice', 'clause']), id, sha256 })
export type ShownText = z.infer<typeof shownText>

/** A law, an article and the version of the text it was read in. */
export const citation = z.object({ law: text, article: text, version: text })

/** One line of how an amount came about; negative lines are deductions. The lines add up to the amount. */
export const breakdownLine = z.object({
  label: id, minor: z.int(),
  /** Of the law that the line rests on. */
  article: id.optional(),
})
export type BreakdownLine = z.infer<typeof breakdownLine>
