import { isInstant, ROLES, type Instant, type Texts } from '@recourse/kernel'
import { z } from 'zod'

/** Building blocks. Every object is strict: an unknown key in a pack is a typing error, never ignored. */
const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'letters, digits, - and _, at most 64, beginning with a letter')
const words = z.string().trim().min(1).max(2000)
const texts = z.strictObject({ en: words, 'zh-CN': words }) satisfies z.ZodType<Texts>
const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'an instant in UTC with milliseconds, such as 2026-01-01T00:00:00.000Z')
const role = z.enum(ROLES)

/** How long a stage may take: exactly one of hours, working days (State Council calendar) or calendar days. */
const due = z.union([
  z.strictObject({ hours: z.int().positive() }),
  z.strictObject({ workingDays: z.int().positive() }),
  z.strictObject({ days: z.int().positive() }),
], 'a due time: exactly one of hours, workingDays or days, a whole number above 0')

const citation = z.strictObject({ law: words, article: words, version: words })
const clause = z.strictObject({ id: code, version: z.int().positive(), text: texts, citations: z.array(citation) })

export const STAGES = ['intake', 'review', 'decision', 'payout', 'receipt'] as const
export const EVIDENCE_KINDS = ['purchase', 'pre', 'post', 'chat', 'transfer', 'delivery', 'other'] as const
export const FAULT_SIDES = ['operator', 'consumer', 'neutral'] as const
export const PAYOUT_WAYS = ['ORIGINAL', 'ALIPAY', 'WECHAT_PAY', 'BANK_TRANSFER', 'STRIPE'] as const
export const CONTACT_KINDS = ['PHONE', 'ONLINE', 'WECHAT', 'EMAIL', 'AUTHORITY'] as const
/** What automatic review may look at. `pastEta` = the promised time of delivery has passed; `amountWithinRest` = asked ≤ paid − refunded. */
export const REVIEW_INPUTS = ['reason', 'deliveryStatus', 'pastEta', 'withinWindow', 'amountWithinRest', 'amount_minor', 'daysSincePlaced'] as const

const stage = z.strictObject({ role, due, clause: code })
const stages = z.strictObject({ intake: stage, review: stage, decision: stage, payout: stage, receipt: stage })

const scalar = z.union([z.string(), z.number(), z.boolean()])
const field = z.enum(REVIEW_INPUTS)
const condition = z.union([
  z.strictObject({ field, equals: scalar }),
  z.strictObject({ field, in: z.array(scalar).min(1) }),
  z.strictObject({ field, atMost: z.number() }),
], `a condition: a field (${REVIEW_INPUTS.join(', ')}) with exactly one of equals, in or atMost`)

const reviewRule = z.strictObject({
  id: code,
  /** All must hold; none = always. */
  when: z.array(condition),
  verdict: z.enum(['APPROVE', 'REFER'], 'APPROVE or REFER: a machine never refuses'),
})

const reason = z.strictObject({ code, label: texts, fault: z.enum(FAULT_SIDES), requiredEvidence: z.array(z.enum(EVIDENCE_KINDS)), citations: z.array(citation).min(1) })
const notice = z.strictObject({ id: code, stage: z.enum(STAGES).optional(), text: texts })
const guide = z.strictObject({ id: code, stage: z.enum(STAGES).optional(), text: texts })
const contact = z.strictObject({ kind: z.enum(CONTACT_KINDS), value: words, label: texts })

const common = {
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version of three numbers, such as 1.0.0'),
  effectiveFrom: instant,
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 currency code'),
  title: texts,
  notices: z.array(notice).min(1),
  clauses: z.array(clause).min(1),
  guides: z.array(guide).min(1),
  contacts: z.array(contact).min(1),
}

const refundPack = z.strictObject({
  kind: z.literal('refund'),
  ...common,
  reasons: z.array(reason).min(1),
  /** Days from `placedAt` within which an application is in time; null = no limit. A late one is flagged, not turned away. */
  applicationWindow_days: z.int().positive().nullable(),
  /** Above this a second person confirms the approval; null = never. */
  secondApproverAbove_minor: z.int().nonnegative().nullable(),
  automaticReview: z.array(reviewRule).min(1),
  /** Checklist of the manual review: each item needs a finding before a decision. */
  reviewItems: z.array(z.strictObject({ code, label: texts })),
  stages,
  escalation: z.array(z.strictObject({ level: z.int().positive(), role, dueAgain: due })).min(1),
  settlement: z.strictObject({ required: z.boolean() }),
  receipt: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('none') }),
    z.strictObject({ mode: z.literal('confirm'), autoConfirmAfter_days: z.int().positive() }),
  ]),
  payoutWays: z.array(z.enum(PAYOUT_WAYS)).min(1),
  appealRoute: texts,
})

export const CARE_STAGES = ['immediate-care', 'recovery-guidance', 'effect-tracking', 'problem-handling', 'satisfaction-survey', 'second-development'] as const
export const SEVERITIES = ['MINOR', 'MODERATE', 'SEVERE', 'ADVERSE_EVENT'] as const

/** When a care task is due, counted from the day of the treatment in Asia/Shanghai. `months` are calendar months (31 January + 1 = 28 or 29 February). */
const careOffset = z.union([
  z.strictObject({ days: z.int().nonnegative() }),
  z.strictObject({ months: z.int().positive() }),
], 'an offset: exactly one of days or months')

const careTask = z.strictObject({
  id: code,
  stage: z.enum(CARE_STAGES),
  title: texts,
  /** First moment the task makes sense; absent = at once. */
  from: careOffset.optional(),
  due: careOffset,
  /** Another task of the plan that comes before this one. */
  after: code.optional(),
  /** A recommendation: only to a satisfied customer who consented. */
  commercial: z.boolean().optional(),
})

/** A row of the plan: its time and its owners as the clinic calls them, and the one role accountable for it. */
const careStage = z.strictObject({
  stage: z.enum(CARE_STAGES),
  title: texts,
  timing: texts,
  action: texts,
  owner: texts,
  role,
  /** Others who may carry the stage's tasks out. */
  helpers: z.array(role),
})

const guidance = z.strictObject({
  code,
  title: texts,
  first24Hours: z.array(texts).min(1),
  dietAndRest: z.array(texts).min(1),
  forbidden: z.array(texts).min(1),
  products: z.array(texts),
})

const problemLimit = z.strictObject({ role, due })

const carePack = z.strictObject({
  kind: z.literal('care'),
  ...common,
  plan: z.strictObject({
    stages: z.array(careStage),
    tasks: z.array(careTask).min(1),
    problems: z.strictObject({ MINOR: problemLimit, MODERATE: problemLimit, SEVERE: problemLimit, ADVERSE_EVENT: problemLimit }),
    /** Satisfaction (1–5) from which a recommendation may be made. */
    recommendFromScore: z.int().min(1).max(5),
    /** What goes with a project; a recommendation names the row it rests on. */
    recommendations: z.array(z.strictObject({ id: code, project: code, title: texts })),
  }),
  guidance: z.array(guidance).min(1),
  defaultGuidance: guidance,
})

export const packSchema = z.discriminatedUnion('kind', [refundPack, carePack])

type Frozen<T> = T extends readonly (infer Item)[] ? readonly Frozen<Item>[] : T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T

export type RefundPack = Frozen<z.infer<typeof refundPack>>
export type CarePack = Frozen<z.infer<typeof carePack>>
export type Pack = RefundPack | CarePack
export type PackStage = (typeof STAGES)[number]
export type StageRule = RefundPack['stages'][PackStage]
export type Due = Frozen<z.infer<typeof due>>
export type Reason = RefundPack['reasons'][number]
export type FaultSide = Reason['fault']
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]
export type PayoutWay = (typeof PAYOUT_WAYS)[number]
export type Citation = Frozen<z.infer<typeof citation>>
export type Clause = Frozen<z.infer<typeof clause>>
export type Notice = Frozen<z.infer<typeof notice>>
export type ReviewRule = Frozen<z.infer<typeof reviewRule>>
export type ReviewCondition = Frozen<z.infer<typeof condition>>
export type ReviewInput = (typeof REVIEW_INPUTS)[number]
export type CareStage = (typeof CARE_STAGES)[number]
export type CareOffset = Frozen<z.infer<typeof careOffset>>
export type CareTaskDefinition = Frozen<z.infer<typeof careTask>>
export type Severity = (typeof SEVERITIES)[number]
export type CareGuidance = Frozen<z.infer<typeof guidance>>
