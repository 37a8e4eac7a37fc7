import type { Command, EventOf, Instant, Money, PersonalData, Texts } from '@recourse/kernel'
import type { EvidenceKind, FaultSide, MessageTemplate, RiskInputs, PayoutWay, PrepaidContract, PrepaidRates, PrepaidUsage, RemedyKind } from '@recourse/policy'
import type { AppealOutcome, BodySite, BreakdownLine, CONSENT_FORMS, CONTACT_CHANNELS, DeferralCause, DisputeBody, FINDINGS, LEGAL_FINDINGS, Mood, ORIGINS, PackRef, PayoutPromise, ShownText, StatementDiffered, StatementDifferenceSettled } from './events/index.js'
import type { TrainingFacts } from './decide/training.js'
import type { Stage } from './phases.js'
import type { SameName } from './same-name.js'

/**
 * What the handler read from the order's stream. `facts` are no part of the request's hash: reading them again may give others.
 * `rest` = paid − reserved − settled, without this case's own claim (`restOf(order, caseId)`).
 */
export interface OrderFacts {
  readonly customer: string
  readonly placedAt: Instant
  readonly paid: Money
  readonly rest: Money
  readonly delivery?: DeliveryFacts
}

export interface DeliveryFacts {
  readonly status: 'PENDING' | 'IN_TRANSIT' | 'DELIVERED' | 'FAILED'
  readonly eta?: Instant
  /** When it was delivered, or when the status was reported. */
  readonly at?: Instant
}

/** How the name of the payee that a command brings compares with the payer's on the order; absent = nobody looked, or there is no payee. */
export interface PayeeFacts {
  readonly sameName?: SameName
}

/** What whoever acts for the customer says of their consent; `reference` = where it is kept. */
export interface GivenConsent {
  readonly how: (typeof CONSENT_FORMS)[number]
  readonly reference: string
}

/** The customer's own history before this case was opened, without this case; absent when nobody looked it up. */
export type RiskHistory = Omit<RiskInputs, 'amount_minor'>

// Intake
export type RequestRefund = Command<'RequestRefund', {
  readonly caseId: string
  readonly orderId: string
  readonly facts: OrderFacts & PayeeFacts
  readonly items?: string[]
  readonly requested: Money
  readonly reason: string
  readonly origin: (typeof ORIGINS)[number]
  readonly wantedWay: PayoutWay
  /** To another way than ORIGINAL, when it is not the customer who asks. */
  readonly consent?: GivenConsent
  readonly pack: PackRef
  /** Only an importer may state it. */
  readonly requestedAt?: Instant
  readonly shown: ShownText[]
  /** Ids of clauses among `shown` that the customer accepted with the request. */
  readonly acknowledgedClauses?: string[]
  /** Fields: narrative?, contact?, payee?. */
  readonly personal?: PersonalData
}>
export type AttachEvidence = Command<'AttachEvidence', {
  readonly evidenceId: string
  readonly sha256: string
  readonly size_bytes: number
  readonly mediaType: string
  readonly kind: EvidenceKind
  readonly bodySite?: BodySite
}>
/** Before the bytes are given to whoever asked for them. */
export type RecordEvidenceDownload = Command<'RecordEvidenceDownload', { readonly evidenceId: string }>
export type AcknowledgeClause = Command<'AcknowledgeClause', { readonly clauseId: string; readonly sha256: string }>
export type WithdrawRefund = Command<'WithdrawRefund', { readonly reason?: string }>

// Review
export type AutomaticallyReview = Command<'AutomaticallyReview', { readonly facts: Pick<OrderFacts, 'placedAt' | 'rest' | 'delivery'> & { readonly history?: RiskHistory } }>
/** Gives the open stage to somebody: the review, or a negotiation, decision or appeal that waits for a person. */
export type AssignReview = Command<'AssignReview', { readonly assignee: string }>
export type RecordFinding = Command<'RecordFinding', {
  readonly item: string
  readonly finding: (typeof FINDINGS)[number]
  readonly evidenceIds: string[]
  /** Fields: note. */
  readonly personal?: PersonalData
}>
/** Personal fields: note. */
export type RequestEvidence = Command<'RequestEvidence', { readonly kinds: EvidenceKind[]; readonly personal?: PersonalData }>
/** The customer's time is up; `dueAt` is that of the request. */
export type ExpireEvidenceRequest = Command<'ExpireEvidenceRequest', { readonly dueAt: Instant }>
/** Personal fields: question. */
export type RequestLegalOpinion = Command<'RequestLegalOpinion', { readonly personal?: PersonalData }>
/** Personal fields: opinion. */
export type RecordLegalOpinion = Command<'RecordLegalOpinion', { readonly finding: (typeof LEGAL_FINDINGS)[number]; readonly personal?: PersonalData }>
export type MarkLegalOpinionOverdue = Command<'MarkLegalOpinionOverdue', { readonly dueAt: Instant }>
export type RecordContact = Command<'RecordContact', {
  readonly channel: (typeof CONTACT_CHANNELS)[number]
  readonly outcome: 'REACHED' | 'NOT_REACHED'
  /** Fields: note. */
  readonly personal?: PersonalData
}>
/**
 * What happened under a prepaid contract. `fault` when a person found another than the reason's; `rescindedOn` when it was not the day of the request.
 */
export type CalculateRefund = Command<'CalculateRefund', Pick<PrepaidUsage, 'used' | 'stoppedOn' | 'agreedReturn_minor' | 'listPriceUnproven' | 'deductions'> & {
  readonly fault?: FaultSide
  readonly rescindedOn?: string
  readonly facts: PrepaidFacts
}>
/** What the order says (no contract when nobody recorded one), and the rates published at the day of the contract. */
export interface PrepaidFacts {
  readonly paid: Money
  readonly contract?: PrepaidContract
  /** What earlier refunds have paid of the order; absent = nothing. */
  readonly returned?: Money
  readonly rates: PrepaidRates
}
/** The order refused to reserve what the case needs. */
export type LoseReservation = Command<'LoseReservation', { readonly facts: Pick<OrderFacts, 'rest'> }>

// Decision
export interface ApprovalFields {
  readonly amount: Money
  /** Empty, or lines that add up to the amount. */
  readonly breakdown: BreakdownLine[]
}
export type ApproveRefund = Command<'ApproveRefund', ApprovalFields & { readonly facts?: TrainingFacts }>
export type ProposeApproval = Command<'ProposeApproval', ApprovalFields & { readonly facts?: TrainingFacts }>
export type ConfirmApproval = Command<'ConfirmApproval', { readonly approvalHash: string; readonly facts?: TrainingFacts }>
export type RejectApproval = Command<'RejectApproval', { readonly approvalHash: string; readonly reason: string }>
/** Sent when the proposal of that hash was not confirmed in time. */
export type LapseApproval = Command<'LapseApproval', { readonly approvalHash: string }>
export type RefuseRefund = Command<'RefuseRefund', {
  readonly reason: string
  /** Id of the pack's clause that the refusal rests on. */
  readonly clause: string
  readonly facts?: TrainingFacts
  /** Fields: explanation. */
  readonly personal?: PersonalData
}>

// Settlement
/** Personal fields: none. `breakdown` explains `high` and adds up to it, or is empty. */
export type CompleteReview = Command<'CompleteReview', { readonly low: Money; readonly high: Money; readonly breakdown: BreakdownLine[] }>
export interface OfferTerms {
  /** 0 only with a remedy. */
  readonly amount: Money
  readonly way: PayoutWay
  readonly remedy?: RemedyKind
  /** From the acceptance to the money; absent = the pack's. */
  readonly payWithin_days?: number
  /** Absent = the pack's. */
  readonly expiresAt?: Instant
}
export type MakeOffer = Command<'MakeOffer', OfferTerms>
export type CounterOffer = Command<'CounterOffer', OfferTerms & { readonly offerNo: number }>
export type AcceptOffer = Command<'AcceptOffer', { readonly offerNo: number; readonly offerHash: string }>
export type ExpireOffer = Command<'ExpireOffer', { readonly offerNo: number }>
/** Of the document that was rendered from `agreementTermsOf` the case. */
export type DraftAgreement = Command<'DraftAgreement', { readonly offerNo: number; readonly documentSha256: string; readonly templateVersion: number }>
export type ReadAgreement = Command<'ReadAgreement', { readonly documentSha256: string }>
/** Personal fields, of the customer only: payee. */
export type SignAgreement = Command<'SignAgreement', {
  readonly documentSha256: string
  /** Ids of the agreement's clauses. */
  readonly acknowledgedClauses: string[]
  /** Training of whoever signs for the operator; the name of the payee that the customer names. */
  readonly facts?: TrainingFacts & PayeeFacts
  readonly personal?: PersonalData
}>
export type EndSettlement = Command<'EndSettlement', { readonly reason: string }>

// Appeal
/** Personal fields: narrative. */
export type LodgeAppeal = Command<'LodgeAppeal', { readonly personal?: PersonalData }>
export type DecideAppeal = Command<'DecideAppeal', {
  readonly outcome: AppealOutcome
  /** Id of the pack's clause that the decision rests on; absent = that of the refusal. */
  readonly clause?: string
  readonly facts?: TrainingFacts
  /** Fields: explanation. */
  readonly personal?: PersonalData
}>

// Payout
/** What the order's stream holds for this case at the moment of asking. */
export interface ReservationFacts {
  readonly reserved: Money
}
/** One part of what was approved; `paymentReference` of the payment that it goes back over. */
export type RequestPayout = Command<'RequestPayout', {
  readonly amount: Money
  readonly channel: string
  readonly paymentReference?: string
  readonly facts: ReservationFacts
}>
export type RecordPayoutSubmitted = Command<'RecordPayoutSubmitted', { readonly payoutNo: number; readonly channelReference: string }>
/** Nothing was sent: it is sent at `until`, or later when it was deferred before. */
export type RecordPayoutDeferred = Command<'RecordPayoutDeferred', { readonly payoutNo: number; readonly until: Instant; readonly cause: DeferralCause }>
export type RecordPayoutUnknown = Command<'RecordPayoutUnknown', { readonly payoutNo: number; readonly cause: string }>
export type RecordPayoutConfirmed = Command<'RecordPayoutConfirmed', {
  readonly payoutNo: number
  readonly amount: Money
  readonly channelReference: string
  readonly settledAt: Instant
}>
export type RecordPayoutFailed = Command<'RecordPayoutFailed', { readonly payoutNo: number; readonly code: string; readonly correctable: boolean; readonly anew?: true }>
/** The money left the merchant and waits at the channel. */
export type RecordPayoutAbnormal = Command<'RecordPayoutAbnormal', { readonly payoutNo: number; readonly code: string; readonly channelReference: string }>
/** Sent when the time of a promise is up. */
export type MarkPayoutLate = Command<'MarkPayoutLate', { readonly promise: PayoutPromise; readonly dueAt: Instant }>
/** `rate_bp`: the one-year LPR of the day of the contract; absent when no table knows it. */
export type AccrueLateInterest = Command<'AccrueLateInterest', { readonly payoutNo: number; readonly facts: { readonly rate_bp?: number } }>
/** `leftUnseen`: that it had left becomes known only now. */
export type RecordPayoutReturned = Command<'RecordPayoutReturned', {
  readonly payoutNo: number
  readonly code: string
  readonly returnedAt: Instant
  /** What the channel says when a person is the one who saw it come back. */
  readonly facts?: { readonly channelSays: string; readonly tellsReturns: boolean }
  readonly leftUnseen?: { readonly amount: Money; readonly channelReference: string }
}>
/** From the stream of a reconciliation; `settled` = how, once it is. */
export type RecordStatementDifference = Command<'RecordStatementDifference', {
  readonly difference: EventOf<typeof StatementDiffered>['data']
  readonly settled?: EventOf<typeof StatementDifferenceSettled>['data']['how']
}>
/** `channelSays`: the outcome that the channel itself states when it is asked just now; `not-found` also where nothing was ever sent, `no-channel` where nobody can ask it. */
export type GiveUpPayout = Command<'GiveUpPayout', { readonly payoutNo: number; readonly facts: { readonly channelSays: string } }>
/** Personal fields: payee. `channel` may name another way when the old one is closed to the money. */
export type CorrectPayoutDetails = Command<'CorrectPayoutDetails', {
  readonly payoutNo: number
  readonly channel: string
  /** To another channel, when it is not the customer who asks. */
  readonly consent?: GivenConsent
  readonly facts?: PayeeFacts
  readonly personal?: PersonalData
}>
/**
 * `payoutNo` is the one that failed, waits at its channel or came back. It keeps its number while that can still move money on the same channel;
 * else a new one gets the next number and the corrected channel. `correctionVersion` = the correction that was seen, by its place in the case; left out where
 * nothing was corrected.
 */
export type ResubmitPayout = Command<'ResubmitPayout', { readonly payoutNo: number; readonly correctionVersion?: number | undefined; readonly facts: ReservationFacts }>

// Closing
export type ConfirmReceipt = Command<'ConfirmReceipt'>
export type AutoConfirmReceipt = Command<'AutoConfirmReceipt'>
export type DisputeReceipt = Command<'DisputeReceipt', { readonly reason?: string }>
export type SendSurvey = Command<'SendSurvey', { readonly channel: string }>
/** Personal fields: comment. */
export type AnswerSurvey = Command<'AnswerSurvey', { readonly score: number; readonly personal?: PersonalData }>

// Messages, in any phase
/** `text` as it was written, or in both languages; `salt`: 64 hex digits that only the person's key gives, for its hash. */
export interface SealedText<Text> extends PersonalData {
  readonly fields: { readonly text: Text; readonly salt: string }
}
export type PostMessage = Command<'PostMessage', { readonly messageId: string; readonly personal: SealedText<string> }>
export type PostNotice = Command<'PostNotice', {
  readonly messageId: string
  /** The pack's template that the text was rendered from. */
  readonly template: Pick<MessageTemplate, 'kind' | 'version'>
  readonly personal: SealedText<Texts>
}>
/** `upTo` is the number of the last message that the customer saw. */
export type ReadMessages = Command<'ReadMessages', { readonly upTo: number }>
export type MarkAnswerOverdue = Command<'MarkAnswerOverdue', { readonly answerBy: Instant }>
export type MarkNoticeUnread = Command<'MarkNoticeUnread', { readonly readBy: Instant }>

// Any phase
/** Sent by the deadline poller; one that is stale (the stage was left, or its due time moved) is nothing to do. `dueAt` is the stage's. */
export type MarkStageOverdue = Command<'MarkStageOverdue', { readonly stage: Stage; readonly dueAt: Instant }>
export type EscalateCase = Command<'EscalateCase', { readonly stage: Stage; readonly dueAt: Instant; readonly level: number }>
/** Sent when there is calendar data for a due time that was provisional. */
export type RecountDeadline = Command<'RecountDeadline', { readonly stage: Stage; readonly dueAt: Instant }>
export type TakeOver = Command<'TakeOver', { readonly reason: string }>
/** Personal fields: note. */
export type FlagMood = Command<'FlagMood', { readonly mood: Mood; readonly personal?: PersonalData }>
export type LinkComplaint = Command<'LinkComplaint', { readonly complaintId: string }>
/** From the stream of a round of spot checks. */
export type SelectForSpotCheck = Command<'SelectForSpotCheck', { readonly roundId: string }>
export type CompleteSpotCheck = Command<'CompleteSpotCheck', { readonly roundId: string; readonly ok: boolean }>

/** `reference` is the number under which the body outside keeps the matter. */
export type OpenExternalDispute = Command<'OpenExternalDispute', { readonly body: DisputeBody; readonly reference: string }>
export type ReleaseLegalHold = Command<'ReleaseLegalHold', { readonly reason: string }>
/** Sent to every case of a person before their key is destroyed. */
export type EraseCustomer = Command<'EraseCustomer'>
/** Only of an erased customer. */
export type CloseUnpayable = Command<'CloseUnpayable'>

export type RefundCaseCommand =
  | PostMessage | PostNotice | ReadMessages | MarkAnswerOverdue | MarkNoticeUnread
  | ExpireEvidenceRequest | RequestLegalOpinion | RecordLegalOpinion | MarkLegalOpinionOverdue | LapseApproval | RecountDeadline
  | FlagMood | RecordEvidenceDownload
  | RequestRefund | AttachEvidence | AcknowledgeClause | WithdrawRefund
  | AutomaticallyReview | AssignReview | CalculateRefund | RecordFinding | RequestEvidence | RecordContact | LoseReservation
  | ApproveRefund | ProposeApproval | ConfirmApproval | RejectApproval | RefuseRefund
  | CompleteReview | MakeOffer | CounterOffer | AcceptOffer | ExpireOffer | DraftAgreement | ReadAgreement | SignAgreement | EndSettlement
  | RequestPayout | RecordPayoutDeferred | RecordPayoutSubmitted | RecordPayoutUnknown | RecordPayoutAbnormal | RecordPayoutConfirmed | RecordPayoutFailed | RecordPayoutReturned
  | GiveUpPayout | CorrectPayoutDetails | ResubmitPayout | CloseUnpayable
  | MarkPayoutLate | AccrueLateInterest | RecordStatementDifference
  | ConfirmReceipt | AutoConfirmReceipt | DisputeReceipt | SendSurvey | AnswerSurvey
  | MarkStageOverdue | EscalateCase | TakeOver | LinkComplaint
  | LodgeAppeal | DecideAppeal | OpenExternalDispute | ReleaseLegalHold | EraseCustomer | SelectForSpotCheck | CompleteSpotCheck
