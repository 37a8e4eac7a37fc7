import { assertNever, money, type EventOf, type Instant } from '@recourse/kernel'
import { shanghaiDay } from '@recourse/policy'
import { withClockResumed, withDeadlineRecounted, withEscalation, withEvidenceAsked } from './clock.js'
import type { AppealLodged, ContactAttempted, MessagePosted, PayoutAbnormal, PayoutConfirmed, PayoutDeferred, PayoutFailed, PayoutOutcomeUnknown, PayoutSubmitted, RefundCaseEvent, RefundRefused, RefundRequested, ReviewFindingRecorded, StageOpening } from './events/index.js'
import { newSettlement, withAcceptance, withAgreement, withOffer, withoutOffer, withReader, withSignature, type Settlement } from './settlement.js'
import { NO_MESSAGES, withAnswerOverdue, withCustomerErased, withCustomerReached, withMessage, withNoticeUnread, withRead, type Thread } from './thread.js'
import { confirmedOf, statementDifferenceKey, type OpenedCase, type Payout, type RefundCase, type Refused } from './state.js'

export const evolve = (state: RefundCase, event: RefundCaseEvent): RefundCase => {
  if (event.type === 'RefundRequested') return opened(event)
  if (state.phase === 'unopened') throw new Error(`a case begins with RefundRequested, not ${event.type}`)
  switch (event.type) {
    case 'EvidenceAttached': {
      const { evidenceId, sha256, kind, bodySite } = event.data
      const missingEvidence = state.missingEvidence.filter((missing) => missing !== kind)
      return withAgentIn({ ...state, missingEvidence, evidence: [...state.evidence, { id: evidenceId, sha256, kind, ...(bodySite ? { bodySite } : {}) }] }, event)
    }
    case 'EvidenceDownloaded': {
      const { actor: { id: by }, recordedAt } = event.metadata
      return { ...state, downloads: [...state.downloads, { evidenceId: event.data.evidenceId, by, on: shanghaiDay(recordedAt) }] }
    }
    case 'ClauseAcknowledged': return { ...state, acknowledgedClauses: [...state.acknowledgedClauses, event.data.clauseId] }
    case 'RefundWithdrawn': return state
    case 'ReviewOpened': return enter(state, event.data.opens)
    case 'RiskAssessed': {
      const { score, high, highFrom, reasons } = event.data
      return { ...state, risk: { score, high, highFrom, reasons } }
    }
    case 'AutoReviewed': return { ...state, autoReviewed: true, autoVerdict: event.data.verdict, policyFit: event.data.policyFit }
    case 'ReviewAssigned': return event.data.stage ? { ...state, stageAssignee: event.data.assignee } : { ...state, assignee: event.data.assignee }
    case 'ReviewFindingRecorded': return found(state, event)
    case 'RefundCalculated': return withReviewer({ ...state, calculation: event.data }, event)
    case 'EvidenceRequested': return withReviewer(withEvidenceAsked(state, event.data), event)
    case 'EvidenceOverdue': return { ...state, missingEvidence: [] }
    case 'ClockResumed': return withClockResumed(state, event.data)
    case 'LegalOpinionRequested': return withReviewer({ ...state, legalOpinion: { askedBy: event.metadata.actor.id, dueAt: event.data.dueAt, overdue: false } }, event)
    case 'LegalOpinionReceived': return withReviewer({ ...state, legalOpinion: undefined }, event)
    case 'LegalOpinionOverdue': return { ...state, legalOpinion: { ...state.legalOpinion!, overdue: true } }
    case 'ContactAttempted': return contacted(state, event)
    case 'ApprovalProposed': {
      const { opens, ...proposed } = event.data
      return withReviewer({ ...enter(state, opens), proposal: { ...proposed, maker: event.metadata.actor.id } }, event)
    }
    case 'ApprovalConfirmed': return withReviewer(state, event)
    case 'ApprovalRejected': return withReviewer(withoutApproval(enter(state, event.data.opens)), event)
    case 'ApprovalLapsed': return withoutApproval(enter(state, event.data.opens))
    case 'RefundApproved': return withReviewer({ ...withoutApproval(enter(state, event.data.opens)), approved: event.data.amount, promises: event.data.promises, latePromises: [] }, event)
    case 'RefundRefused': return withReviewer({ ...state, refusal: refusalOf(event) }, event)
    case 'AppealLodged': return appealLodged(state, event)
    case 'AppealDecided': {
      const { outcome, opens } = event.data
      const judged = withReviewer(opens ? withoutSettlement(enter(state, opens)) : state, event)
      return outcome === 'OVERTURNED' ? { ...judged, assignee: undefined, survey: 'none', overruled: [...judged.overruled, state.refusal!.by] } : judged
    }
    case 'ReservationLost': {
      const { rest, opens } = event.data
      const claimable = money(Math.min(rest.minor, state.claimable.minor), state.claimable.currency)
      return { ...withoutApproval(opens ? withoutSettlement(enter(state, opens)) : state), claimable }
    }
    case 'ReviewCompleted': return withReviewer({ ...enter(state, event.data.opens), settlement: newSettlement(event) }, event)
    case 'OfferMade':
    case 'OfferCountered': return withReviewer({ ...inSettlement(state, (settlement) => withOffer(settlement, event)), offersMade: event.data.offerNo }, event)
    case 'OfferAccepted': return withReviewer(inSettlement(state, (settlement) => withAcceptance(settlement, event)), event)
    case 'OfferExpired': return inSettlement(state, (settlement) => withoutOffer(settlement, event.data.offerNo))
    case 'AgreementDrafted': return inSettlement(state, (settlement) => withAgreement(settlement, event))
    case 'AgreementRead': return inSettlement(state, (settlement) => withReader(settlement, event.data.party, event.metadata.recordedAt))
    case 'AgreementSigned': {
      const signed = inSettlement(state, (settlement) => withSignature(settlement, event.data.party, event.metadata.actor.id))
      return withReviewer(withPayeeName(signed, event.data.sameName), event)
    }
    case 'RemedyAgreed': return state
    case 'SettlementEnded': return withReviewer(withoutSettlement(enter(state, event.data.opens)), event)
    case 'PayoutRequested': return payoutRequested(state, event.data)
    case 'PayoutDeferred': return payoutDeferred(state, event.data)
    case 'PayoutSubmitted': return payoutSubmitted(state, event.data)
    case 'PayoutOutcomeUnknown': return payoutUnknown(state, event.data)
    case 'PayoutConfirmed': return payoutConfirmed(state, event)
    case 'PayoutFailed': return payoutFailed(state, event.data)
    case 'PayoutAbnormal': return payoutAbnormal(state, event.data)
    case 'PayoutDetailsCorrected':
      return withPayeeName(changePayout(state, event.data.payoutNo, { correction: { by: event.metadata.actor.id, channel: event.data.channel, version: event.version } }), event.data.sameName)
    case 'PayoutResubmitted':
      return changePayout(state, event.data.payoutNo, { status: 'requested', sent: false, attempts: 0, deferral: undefined, deferrals: undefined, correctable: undefined, correction: undefined })
    case 'ClawbackRequested': return changePayout(state, event.data.payoutNo, { status: 'surplus' })
    case 'ClawbackSettled': return changePayout(state, event.data.payoutNo, { status: 'recovered' })
    case 'StatementDiffered': return { ...state, statementDifferences: { ...state.statementDifferences, [statementDifferenceKey(event.data)]: 'open' } }
    case 'StatementDifferenceSettled': return { ...state, statementDifferences: { ...state.statementDifferences, [statementDifferenceKey(event.data)]: 'settled' } }
    case 'PayoutLate': return { ...state, latePromises: [...state.latePromises, event.data.promise] }
    case 'LateInterestAccrued': return changePayout(state, event.data.payoutNo, { interestAccrued: true })
    case 'PayoutReturned':
      return { ...changePayout(enter(state, event.data.opens), event.data.payoutNo, { status: 'returned', sent: false, correction: undefined }), paidAt: undefined, outcome: undefined }
    case 'ReceiptConfirmed': return state
    case 'ReceiptAutoConfirmed': return state
    case 'ReceiptDisputed': return { ...enter(state, event.data.opens), receiptDisputed: true, receiptDisputedAt: event.metadata.recordedAt }
    case 'SurveySent': return { ...state, survey: 'sent' }
    case 'SurveyAnswered': return { ...state, survey: 'answered' }
    case 'RefundCaseClosed': return { ...state, phase: 'closed', outcome: event.data.outcome, closedAt: event.metadata.recordedAt, proposal: undefined, evidenceDueAt: undefined, legalOpinion: undefined }
    case 'StageOverdue': return { ...state, overdue: true }
    case 'CaseEscalated': return withEscalation(state, event.data)
    case 'DeadlineRecounted': return withDeadlineRecounted(state, event.data)
    case 'MoodFlagged': return { ...state, mood: event.data.mood }
    case 'TakenOver': return { ...withAgent(state, event.metadata.actor.id), takenOverBy: event.metadata.actor.id }
    case 'ComplaintLinked': return { ...state, complaints: [...state.complaints, event.data.complaintId] }
    case 'SpotCheckSelected': return { ...state, spotChecks: { ...state.spotChecks, [event.data.roundId]: 'selected' } }
    case 'SpotCheckCompleted': return { ...state, spotChecks: { ...state.spotChecks, [event.data.roundId]: event.data.ok ? 'ok' : 'findings' } }
    case 'ExternalDisputeOpened': return { ...state, disputes: [...state.disputes, event.data] }
    case 'LegalHoldPlaced': return { ...state, legalHold: true }
    case 'LegalHoldReleased': return { ...state, legalHold: false }
    case 'CustomerErased': return { ...inThread(state, withCustomerErased), erased: true }
    case 'MessagePosted': return posted(state, event)
    case 'MessagesRead': return inThread(state, (thread) => withRead(thread, event.data))
    case 'MessageAnswerOverdue': return inThread(state, withAnswerOverdue)
    case 'NoticeUnread': return inThread(state, (thread) => withNoticeUnread(thread, event.data))
    default: return assertNever(event)
  }
}

const opened = ({ data, metadata }: EventOf<typeof RefundRequested>): OpenedCase => {
  const { items, shown, opens, ...asked } = data
  return {
    ...asked,
    phase: opens.stage,
    stage: opens,
    overdue: false,
    escalationLevel: 0,
    pauses: [],
    requestedBy: metadata.actor.id,
    claimable: data.requested,
    openedAt: metadata.recordedAt,
    evidence: [],
    downloads: [],
    acknowledgedClauses: [],
    autoReviewed: false,
    findings: {},
    agents: metadata.actor.role === 'agent' ? [metadata.actor.id] : [],
    offersMade: 0,
    contacts: [],
    thread: NO_MESSAGES,
    overrides: {},
    reviewers: [],
    appeals: 0,
    overruled: [],
    disputes: [],
    legalHold: false,
    erased: false,
    payouts: {},
    statementDifferences: {},
    latePromises: [],
    receiptDisputed: false,
    survey: 'none',
    complaints: [],
    spotChecks: {},
  }
}

/** A stage opens: its clock, its escalation and everything that waited in the stage before begin anew. */
const enter = (state: OpenedCase, opens: StageOpening): OpenedCase => ({
  ...state, phase: opens.stage, stage: opens,
  overdue: false, escalationLevel: 0, nextEscalationAt: undefined, escalatedAt: undefined, pauses: [], evidenceDueAt: undefined,
  autoConfirmAt: undefined, receiptDisputed: false, stageAssignee: undefined, closedAt: undefined,
})

const withAgent = (state: OpenedCase, agent: string): OpenedCase => ({ ...state, agents: [...new Set([...state.agents, agent])] })

/** An agent who does it in the customer's place handles the case. */
const withAgentIn = (state: OpenedCase, { metadata: { actor } }: Pick<RefundCaseEvent, 'metadata'>): OpenedCase => (actor.role === 'agent' ? withAgent(state, actor.id) : state)

/** The machine takes part in nothing; customers negotiate and sign for themselves. */
const withReviewer = (state: OpenedCase, { metadata: { actor } }: RefundCaseEvent): OpenedCase =>
  (actor.role === 'service' || actor.role === 'customer' ? state : { ...state, reviewers: [...new Set([...state.reviewers, actor.id])] })

/** A later finding replaces an earlier one, and with it the earlier one's difference from the machine. */
const found = (state: OpenedCase, event: EventOf<typeof ReviewFindingRecorded>): OpenedCase => {
  const { item, finding, overridesMachine } = event.data
  const { [item]: _replaced, ...others } = state.overrides
  const overrides = overridesMachine ? { ...others, [item]: event.metadata.actor.id } : others
  return withReviewer({ ...state, findings: { ...state.findings, [item]: finding }, overrides }, event)
}

const inThread = (state: OpenedCase, change: (thread: Thread) => Thread): OpenedCase => ({ ...state, thread: change(state.thread) })

/** Whoever writes to the customer speaks with them. */
const posted = (state: OpenedCase, { data, metadata }: EventOf<typeof MessagePosted>): OpenedCase => {
  const longer = inThread(state, (thread) => withMessage(thread, data))
  return data.from === 'STAFF' ? withAgent(longer, metadata.actor.id) : longer
}

const contacted = (state: OpenedCase, { data, metadata }: EventOf<typeof ContactAttempted>): OpenedCase =>
  withAgent({ ...(data.outcome === 'REACHED' ? inThread(state, withCustomerReached) : state), contacts: [...state.contacts, { ...data, by: metadata.actor.id, at: metadata.recordedAt }] }, metadata.actor.id)

const refusalOf = ({ data, metadata }: EventOf<typeof RefundRefused>): Refused => {
  const { reason, clause, citations, appealRoute, appealUntil } = data
  return { by: metadata.actor.id, at: metadata.recordedAt, reason, clause, citations, appealRoute, ...(appealUntil ? { appealUntil } : {}), appealed: false }
}

const appealLodged = (state: OpenedCase, { data, metadata }: EventOf<typeof AppealLodged>): OpenedCase => {
  const appealed = { ...enter(state, data.opens), outcome: undefined, appeals: data.appealNo, refusal: { ...state.refusal!, appealed: true } }
  return withAgentIn(appealed, { metadata })
}

/** The payee named last counts. */
const withPayeeName = (state: OpenedCase, sameName: OpenedCase['sameName']): OpenedCase => (sameName ? { ...state, sameName } : state)

const withoutApproval = (state: OpenedCase): OpenedCase => ({ ...state, proposal: undefined, approved: undefined })

const withoutSettlement = (state: OpenedCase): OpenedCase => ({ ...state, settlement: undefined })

const inSettlement = (state: OpenedCase, change: (settlement: Settlement) => Settlement): OpenedCase => ({ ...state, settlement: change(state.settlement!) })

const changePayout = (state: OpenedCase, payoutNo: number, change: Partial<Payout>): OpenedCase => ({
  ...state, payouts: { ...state.payouts, [payoutNo]: { ...state.payouts[payoutNo]!, ...change } },
})

const payoutRequested = (state: OpenedCase, { payoutNo, resubmits, ...payout }: PayoutRequestedData): OpenedCase => {
  const before = resubmits === undefined ? state : changePayout(state, resubmits, { resubmittedAs: payoutNo })
  return { ...before, payouts: { ...before.payouts, [payoutNo]: { ...payout, status: 'requested', attempts: 0 } } }
}

const payoutDeferred = (state: OpenedCase, { payoutNo, until, cause }: EventOf<typeof PayoutDeferred>['data']): OpenedCase =>
  changePayout(state, payoutNo, { deferral: { until, cause }, deferrals: (state.payouts[payoutNo]!.deferrals ?? 0) + 1 })

/** Taken over is an answer without an outcome: the first rung of the ladder. */
const payoutSubmitted = (state: OpenedCase, { payoutNo, queryAfter }: EventOf<typeof PayoutSubmitted>['data']): OpenedCase =>
  changePayout(state, payoutNo, { status: 'submitted', sent: true, attempts: state.payouts[payoutNo]!.attempts + 1, queryAfter, deferral: undefined })

const payoutAbnormal = (state: OpenedCase, { payoutNo, queryAfter }: EventOf<typeof PayoutAbnormal>['data']): OpenedCase =>
  changePayout(state, payoutNo, { status: 'abnormal', sent: true, waits: true, attempts: state.payouts[payoutNo]!.attempts + 1, queryAfter, deferral: undefined })

/** What the channel calls final waits there no more. */
const payoutFailed = (state: OpenedCase, { payoutNo, correctable, anew }: EventOf<typeof PayoutFailed>['data']): OpenedCase =>
  changePayout(state, payoutNo, { status: 'failed', sent: false, correctable, anew, deferral: undefined, ...(correctable ? {} : { waits: false }) })

/** Money that waits at the channel goes on waiting there while nobody answers. */
const payoutUnknown = (state: OpenedCase, { payoutNo, attempt, queryAfter }: EventOf<typeof PayoutOutcomeUnknown>['data']): OpenedCase =>
  changePayout(state, payoutNo, { attempts: attempt, queryAfter, deferral: undefined, ...(state.payouts[payoutNo]!.status === 'abnormal' ? {} : { status: 'unknown' }) })

type PayoutRequestedData = Extract<RefundCaseEvent, { type: 'PayoutRequested' }>['data']

const payoutConfirmed = (state: OpenedCase, { data, metadata }: EventOf<typeof PayoutConfirmed>): OpenedCase => {
  const confirmed = withoutReplacement(changePayout(state, data.payoutNo, { status: 'confirmed', sent: true, waits: false, settledAt: earlierOf(data.settledAt, metadata.recordedAt), deferral: undefined }), data)
  const whole = confirmedOf(confirmed).minor === state.approved?.minor
  const paid = whole ? { ...confirmed, paidAt: metadata.recordedAt } : confirmed
  return data.opens ? { ...enter(paid, data.opens), autoConfirmAt: data.autoConfirmAt } : paid
}

/** The clock of a channel that is ahead of ours is not believed. */
const earlierOf = (settledAt: Instant, recordedAt: Instant): Instant => (settledAt < recordedAt ? settledAt : recordedAt)

/** A number that had been replaced was paid after all, while its replacement failed: what was owed under the replacement is paid under it. */
const withoutReplacement = (state: OpenedCase, { payoutNo, insteadOf }: EventOf<typeof PayoutConfirmed>['data']): OpenedCase =>
  (insteadOf === undefined ? state : changePayout(changePayout(state, insteadOf, { resubmittedAs: payoutNo }), payoutNo, { resubmittedAs: undefined }))
