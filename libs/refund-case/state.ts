import { money, type Instant, type Money, type Texts } from '@recourse/kernel'
import type { Citation, EvidenceKind } from '@recourse/policy'
import type { BodySite, BreakdownLine, Consent, DeferralCause, DisputeBody, Mood, Outcome, PackRef, PayoutPromise, RefundCalculated, StageOpening } from './events/index.js'
import type { Phase } from './phases.js'
import type { Settlement } from './settlement.js'
import type { Thread } from './thread.js'

/** What deciders need of a case. Ids and facts only, never personal data. */
export type RefundCase = Unopened | OpenedCase

export type Calculation = ReturnType<typeof RefundCalculated>['data']

export interface Unopened {
  readonly phase: 'unopened'
}

export interface OpenedCase {
  readonly phase: Phase
  /** The stage opened last; of a closed case, the one it was closed in. */
  readonly stage: StageOpening
  readonly overdue: boolean
  /** Level reached for this opening of the stage; 0 = not escalated. */
  readonly escalationLevel: number
  readonly nextEscalationAt?: Instant
  /** When the level reached was due; the next one is counted from then. */
  readonly escalatedAt?: Instant
  /** Of this opening of the stage. */
  readonly pauses: readonly StagePause[]
  /** Until when the customer may bring what was asked for; only while the clock stands still. */
  readonly evidenceDueAt?: Instant
  /** A legal opinion that is waited for. */
  readonly legalOpinion?: { readonly askedBy: string; readonly dueAt: Instant; readonly overdue: boolean }
  readonly caseId: string
  readonly orderId: string
  /** Pseudonym of who gets the money. */
  readonly customer: string
  readonly requestedBy: string
  readonly requested: Money
  /** What may be approved at most: what was requested, or what the order still has when it could not cover that. */
  readonly claimable: Money
  readonly reason: string
  readonly origin: 'ONLINE' | 'OFFLINE'
  readonly wantedWay: string
  readonly consent?: Consent
  /** Of the payee named last: the payer's name, or nobody knows that. */
  readonly sameName?: 'YES' | 'UNKNOWN'
  readonly pack: PackRef
  readonly late: boolean
  readonly requestedAt: Instant
  readonly openedAt: Instant
  readonly missingEvidence: readonly EvidenceKind[]
  readonly evidence: readonly Evidence[]
  readonly downloads: readonly Download[]
  readonly acknowledgedClauses: readonly string[]
  readonly autoReviewed: boolean
  /** What the machine said: a person decides about whatever it referred. */
  readonly autoVerdict?: 'APPROVE' | 'REFER'
  readonly risk?: Risk
  readonly assignee?: string
  /** Items of the checklist with a finding. */
  readonly findings: Readonly<Record<string, string>>
  /** Staff who took the case over or spoke with the customer: none of them may be the checker. */
  readonly agents: readonly string[]
  readonly takenOverBy?: string
  /** Every attempt to reach the customer. */
  readonly contacts: readonly Contact[]
  readonly thread: Thread
  /** What the machine says about the review items marked `machine`. */
  readonly policyFit?: boolean
  /** Items on which a person differs from the machine, and who that is. */
  readonly overrides: Readonly<Record<string, string>>
  /** Staff who found, asked, computed, advised, negotiated, signed, proposed, checked or decided: none of them may judge an appeal. */
  readonly reviewers: readonly string[]
  /** Who was given the open stage, when it is another one than the review. */
  readonly stageAssignee?: string
  /** The latest refusal; it stays known after an appeal has overturned it. */
  readonly refusal?: Refused
  /** How often the case was appealed. */
  readonly appeals: number
  /** Whose refusals were overturned: they may not decide again. */
  readonly overruled: readonly string[]
  readonly disputes: readonly Dispute[]
  readonly legalHold: boolean
  /** The customer's key was destroyed. */
  readonly erased: boolean
  /** Of the prepaid contract; the latest counts. */
  readonly calculation?: Calculation
  readonly proposal?: Proposal
  readonly approved?: Money
  /** Only while, and after, the case was negotiated. */
  readonly settlement?: Settlement
  /** Numbers of offers are never used twice, also not in a second settlement. */
  readonly offersMade: number
  readonly payouts: Readonly<Record<number, Payout>>
  /** What a channel's statement said otherwise than our books, by `statementDifferenceKey`. */
  readonly statementDifferences: Readonly<Record<string, 'open' | 'settled'>>
  /** What was promised of the money with the approval, and what of it was not kept. */
  readonly promises?: Partial<Readonly<Record<PayoutPromise, Instant>>>
  readonly latePromises: readonly PayoutPromise[]
  /** When the whole approved amount was recorded as confirmed. */
  readonly paidAt?: Instant
  readonly autoConfirmAt?: Instant
  readonly receiptDisputed: boolean
  /** The last time. */
  readonly receiptDisputedAt?: Instant
  readonly outcome?: Outcome
  readonly closedAt?: Instant
  /** A decision that was overturned is forgotten: its customer is asked about the final one. */
  readonly survey: 'none' | 'sent' | 'answered'
  readonly complaints: readonly string[]
  /** How the customer felt when somebody last said so. */
  readonly mood?: Mood
  /** Random checks that drew the case, by round. */
  readonly spotChecks: Readonly<Record<string, 'selected' | 'ok' | 'findings'>>
}

/** The score and what it consists of; the rules' texts stand in the pack. */
export interface Risk {
  readonly score: number
  readonly high: boolean
  readonly highFrom: number
  readonly reasons: readonly { readonly rule: string; readonly points: number }[]
}

/** A time in which the clock of the open stage stands, or stood, still; without `to` it still does. */
export interface StagePause {
  readonly from: Instant
  readonly to?: Instant
}

export interface Evidence {
  readonly id: string
  readonly sha256: string
  readonly kind: EvidenceKind
  readonly bodySite?: BodySite
}

export interface Download {
  readonly evidenceId: string
  readonly by: string
  /** Day in China. */
  readonly on: string
}

export interface Contact {
  readonly by: string
  readonly at: Instant
  readonly channel: string
  readonly outcome: 'REACHED' | 'NOT_REACHED'
}

export interface Refused {
  readonly by: string
  readonly at: Instant
  readonly reason: string
  readonly clause: string
  readonly citations: readonly Citation[]
  readonly appealRoute: Texts
  readonly appealUntil?: Instant
  readonly appealed: boolean
}

export interface Dispute {
  readonly body: DisputeBody
  readonly reference: string
}

export interface Proposal {
  readonly maker: string
  readonly approvalHash: string
  readonly amount: Money
  readonly breakdown: readonly BreakdownLine[]
  readonly citations: readonly Citation[]
  /** From then on nobody may confirm it. */
  readonly expiresAt?: Instant
}

/**
 * `abnormal`: the money waits at the channel. `surplus`: the channel paid although the number had been taken for failed and its money was owed no more,
 * or was paid under another number. `recovered`: such money is back, and nothing is owed for it.
 */
export type PayoutStatus = 'requested' | 'submitted' | 'unknown' | 'confirmed' | 'failed' | 'abnormal' | 'returned' | 'surplus' | 'recovered'

export interface Payout {
  readonly status: PayoutStatus
  readonly amount: Money
  readonly channel: string
  readonly outRefundNo: string
  /** Of the payment that it goes back over. */
  readonly paymentReference?: string
  /** How often the channel answered without an outcome, or not at all. */
  readonly attempts: number
  /** The channel has it. */
  readonly sent?: boolean
  /** When the money arrived, by the channel's word, and not later than that was recorded. */
  readonly settledAt?: Instant
  readonly interestAccrued?: boolean
  /** It was abnormal: the money waits at the channel, also while it is sent to another payee in vain, until the channel pays it or gives it up. */
  readonly waits?: boolean
  /** When the channel is asked next. */
  readonly queryAfter?: Instant
  /** Until when and why it is put off, while it is. */
  readonly deferral?: { readonly until: Instant; readonly cause: DeferralCause }
  /** How often it was put off. */
  readonly deferrals?: number
  /** Of a failed one: whether better details on the same channel would help. */
  readonly correctable?: boolean
  /** Of a failed one: the same channel pays unchanged under a new number. */
  readonly anew?: true
  /** `version` = the correction's place in the case: whoever sends the payout again names it. */
  readonly correction?: { readonly by: string; readonly channel: string; readonly version: number }
  /** The number under which it was paid again. */
  readonly resubmittedAs?: number
}

/** Why a payout failed that a person took for dead, because its channel neither made it nor called it final. */
export const GIVEN_UP = 'GIVEN_UP'

/** Whoever gets the money, and whoever asked for it: the only ones outside staff whom the case concerns. */
export const concerns = ({ customer, requestedBy }: Pick<OpenedCase, 'customer' | 'requestedBy'>, actorId: string): boolean => actorId === customer || actorId === requestedBy

/** The way the money goes: as agreed, else as it was asked for. */
export const payoutWayOf = ({ settlement, wantedWay }: Pick<OpenedCase, 'settlement' | 'wantedWay'>): string => settlement?.agreement?.way ?? wantedWay

/** Whoever handled the case with the customer, or reviewed and decided it. */
export const tookPart = ({ agents, reviewers }: Pick<OpenedCase, 'agents' | 'reviewers'>, person: string): boolean => agents.includes(person) || reviewers.includes(person)

/** Whom the open stage was given to; undefined = it waits in its queue. */
export const assigneeOf = (state: OpenedCase): string | undefined => (state.phase === 'review' ? state.assignee : state.stageAssignee)

export const UNOPENED: RefundCase = { phase: 'unopened' }

/** Fixed for ever per case and payout; within the strictest channel's limits (64 bytes of letters, digits, - and _). */
export const outRefundNoOf = (caseId: string, payoutNo: number): string => `${caseId}-${payoutNo}`

/** The payout that a refund number names, the other way round; undefined for what is no number of ours. */
export const payoutOfRefundNo = (outRefundNo: string): { readonly caseId: string; readonly payoutNo: number } | undefined => {
  const [, caseId, payoutNo] = /^(.+)-([1-9]\d{0,8})$/.exec(outRefundNo) ?? []
  return caseId === undefined ? undefined : { caseId, payoutNo: Number(payoutNo) }
}

/** Numbers of differences count within a reconciliation. */
export const statementDifferenceKey = ({ reconciliationId, differenceNo }: { readonly reconciliationId: string; readonly differenceNo: number }): string =>
  `${reconciliationId}/${differenceNo}`

const OPEN: readonly PayoutStatus[] = ['requested', 'submitted', 'unknown']

/** The payout whose outcome is awaited; there is at most one. */
export const openPayoutNo = (state: OpenedCase): number | undefined => payoutNos(state).find((payoutNo) => OPEN.includes(state.payouts[payoutNo]!.status))

/** Whether money may still leave, or wait at the channel, under it. */
const mayStillPay = ({ status }: Payout): boolean => OPEN.includes(status) || status === 'abnormal'

/** A payout under which money may still arrive; without `except`. */
export const pendingPayoutNo = (state: OpenedCase, except?: number): number | undefined =>
  payoutNos(state).find((payoutNo) => payoutNo !== except && mayStillPay(state.payouts[payoutNo]!))

/** The payout that failed, waits at the channel or came back, and was not paid again yet. Of several the one that waits: until it does not, no other can be sent. */
export const unpaidPayoutNo = (state: OpenedCase): number | undefined => {
  const unpaid = (...statuses: PayoutStatus[]): number | undefined =>
    payoutNos(state).find((payoutNo) => statuses.includes(state.payouts[payoutNo]!.status) && !state.payouts[payoutNo]!.resubmittedAs)
  return unpaid('abnormal') ?? unpaid('failed', 'returned')
}

/** The number that was opened last in place of a payout; its own when none was. */
export const lastReplacementOf = (state: Pick<OpenedCase, 'payouts'>, payoutNo: number): number => {
  const next = state.payouts[payoutNo]?.resubmittedAs
  return next === undefined ? payoutNo : lastReplacementOf(state, next)
}

export const nextPayoutNo = (state: OpenedCase): number => payoutNos(state).length + 1

export const confirmedOf = (state: OpenedCase): Money =>
  money(Object.values(state.payouts).reduce((sum, { status, amount }) => sum + (status === 'confirmed' ? amount.minor : 0), 0), state.requested.currency)

/** What of the approval is neither paid nor under way. */
export const payableOf = (state: OpenedCase): Money => {
  const underWay_minor = Object.values(state.payouts).reduce((sum, payout) => sum + (mayStillPay(payout) ? payout.amount.minor : 0), 0)
  return money((state.approved?.minor ?? 0) - confirmedOf(state).minor - underWay_minor, state.requested.currency)
}

const payoutNos = (state: OpenedCase): number[] => Object.keys(state.payouts).map(Number)
