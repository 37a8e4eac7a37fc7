import { addMilliseconds, type EventOf, type Instant } from '@recourse/kernel'
import { PAYOUT_PROMISES, type ClockResumed, type EvidenceRequested, type MessagePosted, type PayoutPromise, type RefundApproved, type RefundCaseEvent, type StageOpening } from './events/index.js'
import type { Stage } from './phases.js'

/** `payoutQuery` means asking the channel; the others send `commandAtDeadline`. */
export const REFUND_CASE_DEADLINES = ['stage', 'escalation', 'evidence', 'approval', 'legalOpinion', 'offer', 'receiptAutoConfirm', 'payoutQuery', 'payoutSent', 'payoutArrived', 'payoutAgreed', 'answer', 'noticeRead'] as const
export type RefundCaseDeadlineName = (typeof REFUND_CASE_DEADLINES)[number]

export type RefundCaseDeadline =
  | { readonly name: 'stage'; readonly dueAt: Instant; readonly data: { readonly stage: Stage } }
  | { readonly name: 'escalation'; readonly dueAt: Instant; readonly data: { readonly stage: Stage; readonly dueAt: Instant; readonly level: number } }
  | { readonly name: 'evidence'; readonly dueAt: Instant; readonly data: null }
  | { readonly name: 'approval'; readonly dueAt: Instant; readonly data: { readonly approvalHash: string } }
  | { readonly name: 'legalOpinion'; readonly dueAt: Instant; readonly data: null }
  | { readonly name: 'offer'; readonly dueAt: Instant; readonly data: { readonly offerNo: number } }
  | { readonly name: 'receiptAutoConfirm'; readonly dueAt: Instant; readonly data: null }
  | { readonly name: 'payoutQuery'; readonly dueAt: Instant; readonly data: { readonly payoutNo: number } }
  | { readonly name: (typeof PROMISED)[PayoutPromise]; readonly dueAt: Instant; readonly data: { readonly promise: PayoutPromise } }
  | { readonly name: 'answer' | 'noticeRead'; readonly dueAt: Instant; readonly data: null }

export interface RefundCaseDeadlineChanges {
  /** Names that no longer wait; cleared before the new ones are set. */
  readonly clear: readonly RefundCaseDeadlineName[]
  readonly set: readonly RefundCaseDeadline[]
}

/** A payout that was requested is sent within moments; one that was not by then is taken up by the query ladder. */
const UNSENT_AFTER_ms = 600_000

/** What an event does to the deadlines of its case. */
export const deadlinesOf = (event: RefundCaseEvent): RefundCaseDeadlineChanges => {
  switch (event.type) {
    case 'PayoutConfirmed': {
      const { opens, autoConfirmAt } = event.data
      // While something is still owed, the query that waits may be about another part; about one that is paid it asks nothing.
      const changes: RefundCaseDeadlineChanges = opens ? opening(opens) : { clear: [], set: [] }
      return autoConfirmAt ? { ...changes, set: [...changes.set, { name: 'receiptAutoConfirm', dueAt: autoConfirmAt, data: null }] } : changes
    }
    // Should nobody send it (its policy is held in quarantine, or was told to skip it), the ladder does: asking and sending keep the number.
    case 'PayoutRequested':
    case 'PayoutResubmitted':
      return { clear: [], set: [{ name: 'payoutQuery', dueAt: addMilliseconds(event.metadata.recordedAt, UNSENT_AFTER_ms), data: { payoutNo: event.data.payoutNo } }] }
    case 'PayoutDeferred':
      return { clear: [], set: [{ name: 'payoutQuery', dueAt: event.data.until, data: { payoutNo: event.data.payoutNo } }] }
    case 'PayoutSubmitted':
    case 'PayoutAbnormal':
    case 'PayoutOutcomeUnknown':
      return { clear: [], set: [{ name: 'payoutQuery', dueAt: event.data.queryAfter, data: { payoutNo: event.data.payoutNo } }] }
    case 'RefundApproved': return refundApproved(event.data)
    case 'PayoutFailed': return { clear: ['payoutQuery'], set: [] }
    // Another part of the approval may still be under way: its query stays.
    case 'PayoutReturned': return { ...opening(event.data.opens), clear: WHILE_OPEN.filter((name) => name !== 'payoutQuery') }
    case 'OfferMade':
    case 'OfferCountered': return { clear: ['offer'], set: [{ name: 'offer', dueAt: event.data.expiresAt, data: { offerNo: event.data.offerNo } }] }
    case 'OfferAccepted':
    case 'OfferExpired': return { clear: ['offer'], set: [] }
    case 'StageOverdue': return { clear: ['stage'], set: [] }
    case 'CaseEscalated': {
      const { stage, dueAt, level, nextAt } = event.data
      return { clear: ['escalation'], set: nextAt ? [{ name: 'escalation', dueAt: nextAt, data: { stage, dueAt, level: level + 1 } }] : [] }
    }
    case 'EvidenceRequested': return evidenceRequested(event.data)
    case 'ClockResumed': return clockResumed(event.data)
    case 'DeadlineRecounted': return { clear: ['stage'], set: [{ name: 'stage', dueAt: event.data.dueAt, data: { stage: event.data.stage } }] }
    case 'ApprovalProposed': {
      const { opens, expiresAt, approvalHash } = event.data
      const { clear, set } = opening(opens)
      return expiresAt ? { clear, set: [...set, { name: 'approval', dueAt: expiresAt, data: { approvalHash } }] } : { clear, set }
    }
    case 'LegalOpinionRequested': return { clear: [], set: [{ name: 'legalOpinion', dueAt: event.data.dueAt, data: null }] }
    case 'LegalOpinionReceived':
    case 'LegalOpinionOverdue': return { clear: ['legalOpinion'], set: [] }
    case 'RefundCaseClosed': return { clear: WHILE_OPEN, set: [] }
    case 'MessagePosted': return messagePosted(event.data)
    case 'MessageAnswerOverdue': return { clear: ['answer'], set: [] }
    case 'MessagesRead': return { clear: ['noticeRead'], set: event.data.readBy ? [{ name: 'noticeRead', dueAt: event.data.readBy, data: null }] : [] }
    case 'NoticeUnread': return { clear: ['noticeRead'], set: [] }
    case 'ContactAttempted': return { clear: event.data.outcome === 'REACHED' ? ['noticeRead'] : [], set: [] }
    case 'CustomerErased': return { clear: IN_THE_THREAD, set: [] }
    default: return 'opens' in event.data && event.data.opens ? opening(event.data.opens) : { clear: [], set: [] }
  }
}

/** The deadline of each promise. */
const PROMISED = { sent: 'payoutSent', arrived: 'payoutArrived', agreed: 'payoutAgreed' } as const satisfies Record<PayoutPromise, string>

const refundApproved = ({ opens, promises = {} }: EventOf<typeof RefundApproved>['data']): RefundCaseDeadlineChanges => {
  const { clear, set } = opening(opens)
  const promised = PAYOUT_PROMISES.flatMap((promise) => (promises[promise] ? [{ name: PROMISED[promise], dueAt: promises[promise], data: { promise } }] : []))
  return { clear, set: [...set, ...promised] }
}

/** While the clock of the stage stands still only the customer's own time runs. */
const evidenceRequested = ({ dueAt }: EventOf<typeof EvidenceRequested>['data']): RefundCaseDeadlineChanges =>
  dueAt ? { clear: ['stage', 'escalation'], set: [{ name: 'evidence', dueAt, data: null }] } : { clear: [], set: [] }

const clockResumed = ({ stage, dueAt, overdue, escalation }: EventOf<typeof ClockResumed>['data']): RefundCaseDeadlineChanges => ({
  clear: ['evidence'],
  set: [
    ...(overdue ? [] : [{ name: 'stage', dueAt, data: { stage } } as const]),
    ...(escalation ? [{ name: 'escalation', dueAt: escalation.at, data: { stage, dueAt, level: escalation.level } } as const] : []),
  ],
})

const messagePosted = ({ answers, answerBy, readBy }: EventOf<typeof MessagePosted>['data']): RefundCaseDeadlineChanges => ({
  clear: answers ? ['answer'] : [],
  set: [
    ...(answerBy ? [{ name: 'answer', dueAt: answerBy, data: null } as const] : []),
    ...(readBy ? [{ name: 'noticeRead', dueAt: readBy, data: null } as const] : []),
  ],
})

/** Messages are answered and read in any phase, also after closing. */
const IN_THE_THREAD: readonly RefundCaseDeadlineName[] = ['answer', 'noticeRead']
const WHILE_OPEN = REFUND_CASE_DEADLINES.filter((name) => !IN_THE_THREAD.includes(name))

/** Whoever waits for a legal opinion waits across stages. */
const OF_A_STAGE = WHILE_OPEN.filter((name) => name !== 'legalOpinion')

const opening = ({ stage, dueAt }: StageOpening): RefundCaseDeadlineChanges => ({
  clear: OF_A_STAGE, set: [{ name: 'stage', dueAt, data: { stage } }],
})

/** The command that a due deadline sends, without its context; `payoutQuery` is an effect on a channel and has none. */
export const commandAtDeadline = (deadline: Exclude<RefundCaseDeadline, { name: 'payoutQuery' }>) => {
  switch (deadline.name) {
    case 'stage': return { type: 'MarkStageOverdue', stage: deadline.data.stage, dueAt: deadline.dueAt } as const
    case 'escalation': return { type: 'EscalateCase', ...deadline.data } as const
    case 'evidence': return { type: 'ExpireEvidenceRequest', dueAt: deadline.dueAt } as const
    case 'approval': return { type: 'LapseApproval', ...deadline.data } as const
    case 'legalOpinion': return { type: 'MarkLegalOpinionOverdue', dueAt: deadline.dueAt } as const
    case 'offer': return { type: 'ExpireOffer', ...deadline.data } as const
    case 'answer': return { type: 'MarkAnswerOverdue', answerBy: deadline.dueAt } as const
    case 'noticeRead': return { type: 'MarkNoticeUnread', readBy: deadline.dueAt } as const
    case 'payoutSent':
    case 'payoutArrived':
    case 'payoutAgreed': return { type: 'MarkPayoutLate', promise: deadline.data.promise, dueAt: deadline.dueAt } as const
    case 'receiptAutoConfirm': return { type: 'AutoConfirmReceipt' } as const
  }
}
