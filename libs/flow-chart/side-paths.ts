import type { Due, RefundPack } from '@recourse/policy'
import type { RefundCaseCommand, RefundCaseEvent, Stage } from '@recourse/refund-case'
import { TASK_LABELS } from './labels.js'

type EventType = RefundCaseEvent['type']

/** Work that a stage waits for. The case stays in the stage, so the phase machine does not know it. */
export interface SidePath {
  readonly id: keyof typeof TASK_LABELS
  readonly stage: Stage
  /** Whoever may send it first of all does the work. */
  readonly command: RefundCaseCommand['type']
  /** From the stage, unless another task comes first. */
  readonly after?: keyof typeof TASK_LABELS
  readonly enters: EventType
  /** Events that lead back to the stage. */
  readonly returns: readonly EventType[]
  /** Events of a step that leave this to be done as well. */
  readonly alsoAfter?: readonly EventType[]
  readonly within?: (pack: RefundPack) => Due
}

/** Failure → correct → resubmit, and what a reviewer may have to wait for. */
export const SIDE_PATHS: readonly SidePath[] = [
  { id: 'evidence', stage: 'review', command: 'AttachEvidence', enters: 'EvidenceRequested', returns: ['EvidenceAttached', 'EvidenceOverdue'], within: (pack) => pack.evidenceWithin },
  {
    id: 'legal-opinion', stage: 'review', command: 'RecordLegalOpinion', enters: 'LegalOpinionRequested', returns: ['LegalOpinionReceived'],
    within: (pack) => pack.legalOpinionWithin,
  },
  { id: 'correction', stage: 'payout', command: 'CorrectPayoutDetails', enters: 'PayoutFailed', alsoAfter: ['PayoutReturned', 'PayoutAbnormal'], returns: [] },
  { id: 'resubmission', stage: 'payout', after: 'correction', command: 'ResubmitPayout', enters: 'PayoutDetailsCorrected', returns: ['PayoutResubmitted', 'PayoutRequested'] },
]
