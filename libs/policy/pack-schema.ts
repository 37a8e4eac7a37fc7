import { isInstant, ROLES, type Instant, type Texts } from '@recourse/kernel'
import { z } from 'zod'

/** Building blocks. Every object is strict: an unknown key in a pack is a typing error, never ignored. */
const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'letters, digits, - and _, at most 64, beginning with a letter')
const words = z.string().trim().min(1).max(2000)
const texts = z.strictObject({ en: words, 'zh-CN': words }) satisfies z.ZodType<Texts>
const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'an instant in UTC with milliseconds, such as 2026-01-01T00:00:00.000Z')
const role = z.enum(ROLES)

/** Ten years, in days: what is due later was mistyped, and counting it day by day would hold up every case of the pack. */
const LONGEST_days = 3_653
const upTo = (most: number) => z.int().positive().max(most)

/** How long a stage may take: exactly one of hours, working days (State Council calendar) or calendar days. */
const due = z.union([
  z.strictObject({ hours: upTo(LONGEST_days * 24) }),
  z.strictObject({ workingDays: upTo(LONGEST_days) }),
  z.strictObject({ days: upTo(LONGEST_days) }),
], 'a due time: exactly one of hours, workingDays or days, a whole number above 0, and no more than ten years')

const citation = z.strictObject({ law: words, article: words, version: words })
/** LAW repeats a statute, NORM an industry norm, CONTRACT is the operator's own term. */
export const CLAUSE_BASES = ['LAW', 'NORM', 'CONTRACT'] as const
const clause = z.strictObject({
  id: code, version: z.int().positive(), basis: z.enum(CLAUSE_BASES), text: texts, citations: z.array(citation).max(20),
  /** What the operator is not liable for, in the customer's own words of fault; the linter looks at it more closely. */
  disclaimer: z.boolean().optional(),
})

export const STAGES = ['intake', 'review', 'settlement', 'decision', 'appeal', 'payout', 'receipt'] as const
/** `application` is the scan of an application on paper. */
export const EVIDENCE_KINDS = ['application', 'purchase', 'pre', 'post', 'chat', 'transfer', 'delivery', 'other'] as const
export const FAULT_SIDES = ['operator', 'consumer', 'neutral'] as const
export const PAYOUT_WAYS = ['ORIGINAL', 'ALIPAY', 'WECHAT_PAY', 'BANK_TRANSFER', 'STRIPE'] as const
export const CONTACT_KINDS = ['PHONE', 'ONLINE', 'WECHAT', 'EMAIL', 'AUTHORITY'] as const
/** What automatic review may look at. `pastEta` = the promised time of delivery has passed; `amountWithinRest` = asked ≤ paid − refunded. */
export const REVIEW_INPUTS = ['reason', 'deliveryStatus', 'pastEta', 'withinWindow', 'amountWithinRest', 'amount_minor', 'daysSincePlaced'] as const
/** What `deliveryStatus` may be, as the order feed reports it. */
export const DELIVERY_STATUSES = ['PENDING', 'IN_TRANSIT', 'DELIVERED', 'FAILED'] as const

const stage = z.strictObject({ role, due, clause: code })
const stages = z.strictObject({ intake: stage, review: stage, settlement: stage.optional(), decision: stage, appeal: stage, payout: stage, receipt: stage })

const reviewRule = z.strictObject({
  id: code,
  /** CEL over the inputs of automatic review (`conditions.ts`); absent = always, which only the last rule may say. */
  when: words.optional(),
  verdict: z.enum(['APPROVE', 'REFER'], 'APPROVE or REFER: a machine never refuses'),
})

/** A right that a statute gives and no pack may make shorter or smaller (`law.ts` says how long and how much). */
export const STATUTORY_RIGHTS = ['PREPAID_COOLING_OFF', 'DISTANCE_NO_REASON', 'DEFECT', 'NOT_PERFORMED', 'FRAUD', 'UNSAFE_FOOD'] as const
const percent = z.int().min(0).max(100)

const reason = z.strictObject({
  code, label: texts, fault: z.enum(FAULT_SIDES),
  /** The statutory right that the reason rests on; absent = the contract alone. */
  right: z.enum(STATUTORY_RIGHTS).optional(),
  /** Days from `placedAt`; absent = the pack's. */
  applicationWindow_days: upTo(LONGEST_days * 10).optional(),
  /** Share of what was asked for that a reviewer may grant alone; outside it a second person confirms. */
  share: z.strictObject({ from_percent: percent, to_percent: percent }),
  requiredEvidence: z.array(z.enum(EVIDENCE_KINDS)),
  citations: z.array(citation).min(1).max(20),
})
const notice = z.strictObject({ id: code, stage: z.enum(STAGES).optional(), text: texts })
/** What to do at a stage, and where to read more: `url` is a path of the operator's site or an https address. */
const guide = z.strictObject({ id: code, stage: z.enum(STAGES).optional(), text: texts, url: z.string().regex(/^(\/(?![/\\])|https:\/\/)/, 'a path beginning with one / or an https address').optional() })

export const MESSAGE_KINDS = ['refund-approved', 'refund-refused', 'evidence-requested', 'offer-made', 'agreement-to-sign', 'payout-failed', 'money-sent', 'receipt-asked', 'appeal-decided'] as const
export const MESSAGE_TONES = ['GENTLE'] as const
/** `{{name}}` stands for a value of the case; which, depends on the kind (`MESSAGE_VALUES`). `tone`: a version for customers who are upset. */
const template = z.strictObject({ kind: z.enum(MESSAGE_KINDS), version: z.int().positive(), tone: z.enum(MESSAGE_TONES).optional(), text: texts, commercial: z.boolean().optional(), needsConsent: z.boolean().optional() })

export const REMEDY_KINDS = ['EXCHANGE', 'TOP_UP', 'COMPENSATION', 'EXTENSION', 'TRANSFER', 'PAUSE'] as const
const remedy = z.strictObject({ kind: z.enum(REMEDY_KINDS), title: texts })

/** Negotiation before the decision. Without it a reviewer decides. */
const settlement = z.discriminatedUnion('required', [
  z.strictObject({ required: z.literal(false) }),
  z.strictObject({
    required: z.literal(true),
    offerValidFor: due,
    /** From the last signature to the money. */
    payWithin: due,
    /** Least time between opening the agreement and signing it. */
    readingTime_seconds: z.int().nonnegative(),
    /** Clauses printed in the agreement, each acknowledged before signing. */
    clauses: z.array(code).min(1).max(50),
  }),
])

/** What a CEL condition of a risk rule may look at. Counts are of the customer's own history, as far as this case does not count in it. */
export const RISK_INPUTS = ['casesLast90Days', 'casesLast24Hours', 'refundedShare_percent', 'sameEvidenceOnOtherCases', 'amount_minor'] as const
const risk = z.strictObject({
  /** Score from which a person decides; it is never a reason to refuse. */
  highFrom: z.int().positive(),
  rules: z.array(z.strictObject({ id: code, when: words, points: z.int().positive(), text: texts })),
})

const licence = z.strictObject({ kind: texts, number: words, authority: words, validUntil: z.iso.date() })
const contact = z.strictObject({ kind: z.enum(CONTACT_KINDS), value: words, label: texts })

const common = {
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version of three numbers, such as 1.0.0'),
  effectiveFrom: instant,
  /** When somebody must have checked the clauses against the law again. */
  reviewBy: instant,
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 currency code'),
  title: texts,
  /** As many as the events of a case hold: each of its requests keeps what was shown. */
  notices: z.array(notice).min(1).max(50),
  clauses: z.array(clause).min(1).max(50),
  guides: z.array(guide).min(1),
  contacts: z.array(contact).min(1),
  /** Who stands behind the pack, and its licences. */
  operator: z.strictObject({ name: texts, licences: z.array(licence) }),
}

const reviewItem = z.strictObject({
  code, label: texts,
  /** Reasons for which the item must have a finding; absent = all. */
  reasons: z.array(code).min(1).optional(),
  /** What a finding must name: any evidence, or a `pre` and a `post` of the same body site; absent = nothing. */
  evidence: z.enum(['ANY', 'PRE_POST_PAIR']).optional(),
  /** The machine gives its own verdict on this item (`policyFit`); a person who differs says why and a second person confirms the decision. */
  machine: z.boolean().optional(),
})

const refundPack = z.strictObject({
  kind: z.literal('refund'),
  ...common,
  reasons: z.array(reason).min(1),
  /** Days from `placedAt` within which an application is in time; null = no limit. A late one is flagged, not turned away. */
  applicationWindow_days: upTo(LONGEST_days * 10).nullable(),
  /** Above this a second person confirms the approval; null = never. */
  secondApproverAbove_minor: z.int().nonnegative().nullable(),
  automaticReview: z.array(reviewRule).min(1),
  /** Checklist of the manual review: each item needs a finding before a decision. */
  reviewItems: z.array(reviewItem),
  /** CEL over the inputs of automatic review: do the facts meet the pack's conditions? */
  policyFit: words,
  /** How the sum is found: what was asked for, or the prepaid calculation of 法释〔2025〕4号. */
  calculation: z.enum(['AS_ASKED', 'PREPAID']),
  remedies: z.array(remedy),
  risk,
  /** Random checks of closed cases: of each stratum this share, and at least so many. */
  spotCheck: z.strictObject({ share_percent: percent, atLeast: z.int().nonnegative() }),
  /** Courses that whoever approves, confirms or refuses must have passed; none = no training is asked for. */
  trainingForDecision: z.array(code),
  /** Attempts to reach the customer before a person may refuse; having reached them once is enough. */
  contactAttemptsBeforeRefusal: z.int().nonnegative(),
  /** How long the customer has to bring what was asked for; the case's clock stands still meanwhile. */
  evidenceWithin: due,
  legalOpinionWithin: due,
  /** A proposed approval that nobody confirmed by then lapses. */
  approvalValidFor: due,
  /** From the refusal. */
  appealWithin: due,
  /** First answer to a customer's message. */
  answerWithin: due,
  templates: z.array(template).min(1),
  stages,
  escalation: z.array(z.strictObject({ level: z.int().positive(), role, dueAgain: due })).min(1).max(10),
  settlement,
  receipt: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('none') }),
    z.strictObject({ mode: z.literal('confirm'), autoConfirmAfter_days: upTo(LONGEST_days) }),
  ]),
  /** What the customer is told of the money: when it is sent, and, apart from that, when it arrives. Absent = nothing is promised beyond the due time of the stage. */
  payout: z.strictObject({
    sentWithin: due,
    arrivesWithin: due,
    /** Where the law gives interest on money that comes late: the rate of the day of the contract, and the article. */
    lateInterest: z.strictObject({ rate: z.literal('LPR_1Y'), citation }).optional(),
  }).optional(),
  payoutWays: z.array(z.enum(PAYOUT_WAYS)).min(1),
  /** Any way but ORIGINAL only when the customer says so and the payee has the payer's name. */
  otherWayNeedsConsent: z.literal(true),
  appealRoute: texts,
})

export const CARE_STAGES = ['immediate-care', 'recovery-guidance', 'effect-tracking', 'problem-handling', 'satisfaction-survey', 'second-development'] as const
export const SEVERITIES = ['MINOR', 'MODERATE', 'SEVERE', 'ADVERSE_EVENT'] as const

/** When a care task is due, counted from the day of the treatment in Asia/Shanghai. `months` are calendar months (31 January + 1 = 28 or 29 February). */
const careOffset = z.union([
  z.strictObject({ days: z.int().nonnegative().max(LONGEST_days) }),
  z.strictObject({ months: upTo(120) }),
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
  /** Courses that whoever completes a task must have passed; none = no training is asked for. */
  trainingForTasks: z.array(code),
  guidance: z.array(guidance).min(1),
  defaultGuidance: guidance,
})

export const packSchema = z.discriminatedUnion('kind', [refundPack, carePack])

type Frozen<T> = T extends readonly (infer Item)[] ? readonly Frozen<Item>[] : T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T

export type RefundPack = Frozen<z.infer<typeof refundPack>>
export type CarePack = Frozen<z.infer<typeof carePack>>
export type Pack = RefundPack | CarePack
export type PackStage = (typeof STAGES)[number]
export type StageRule = RefundPack['stages']['review']
export type Due = Frozen<z.infer<typeof due>>
export type Reason = RefundPack['reasons'][number]
export type FaultSide = Reason['fault']
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]
export type PayoutWay = (typeof PAYOUT_WAYS)[number]
export type Citation = Frozen<z.infer<typeof citation>>
export type Clause = Frozen<z.infer<typeof clause>>
export type Notice = Frozen<z.infer<typeof notice>>
export type MessageTone = (typeof MESSAGE_TONES)[number]
export type MessageTemplate = Frozen<z.infer<typeof template>>
export type MessageKind = (typeof MESSAGE_KINDS)[number]
export type Remedy = Frozen<z.infer<typeof remedy>>
export type RemedyKind = (typeof REMEDY_KINDS)[number]
export type RiskRules = Frozen<z.infer<typeof risk>>
export type RiskInput = (typeof RISK_INPUTS)[number]
export type ReviewItem = Frozen<z.infer<typeof reviewItem>>
export type StatutoryRight = (typeof STATUTORY_RIGHTS)[number]
export type ReviewRule = Frozen<z.infer<typeof reviewRule>>
export type ReviewInput = (typeof REVIEW_INPUTS)[number]
export type CareStage = (typeof CARE_STAGES)[number]
export type CareOffset = Frozen<z.infer<typeof careOffset>>
export type CareTaskDefinition = Frozen<z.infer<typeof careTask>>
export type Severity = (typeof SEVERITIES)[number]
export type CareGuidance = Frozen<z.infer<typeof guidance>>
