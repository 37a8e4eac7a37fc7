import type { Role } from '@recourse/kernel'

/** Phases that a case can stand in and be late in, in order. Settlement and appeal have their place; no command leads there yet. */
export const STAGES = ['intake', 'review', 'settlement', 'decision', 'appeal', 'payout', 'receipt'] as const
export type Stage = (typeof STAGES)[number]
export type Phase = Stage | 'closed'

export interface PhaseRow {
  /** Who answers for the phase unless the pack names another role. */
  readonly accountable: Role
  /** Events that lead out of the phase, and where to. */
  readonly leadsOn: Readonly<Record<string, Phase>>
}

/** The phase machine. A property test holds the deciders to it: no other transition happens, and each of these can be walked. */
export const PHASES: Readonly<Record<Phase, PhaseRow>> = {
  intake: {
    accountable: 'customer',
    leadsOn: { ReviewOpened: 'review', RefundCaseClosed: 'closed' },
  },
  review: {
    accountable: 'reviewer',
    leadsOn: { ReviewCompleted: 'settlement', ApprovalProposed: 'decision', RefundApproved: 'payout', RefundCaseClosed: 'closed' },
  },
  settlement: {
    accountable: 'agent',
    leadsOn: { SettlementEnded: 'review', ReservationLost: 'review', RefundApproved: 'payout', RefundCaseClosed: 'closed' },
  },
  decision: {
    accountable: 'supervisor',
    leadsOn: { ApprovalRejected: 'review', ApprovalLapsed: 'review', RefundApproved: 'payout', ReservationLost: 'review', RefundCaseClosed: 'closed' },
  },
  appeal: {
    accountable: 'supervisor',
    leadsOn: { AppealDecided: 'review', RefundCaseClosed: 'closed' },
  },
  payout: {
    accountable: 'finance-maker',
    leadsOn: { PayoutConfirmed: 'receipt', ReservationLost: 'review', RefundCaseClosed: 'closed' },
  },
  receipt: {
    accountable: 'customer',
    leadsOn: { PayoutReturned: 'payout', RefundCaseClosed: 'closed' },
  },
  closed: {
    accountable: 'operations',
    // Money can come back after success, even weeks later; a refusal can be appealed. There is no other way out.
    leadsOn: { PayoutReturned: 'payout', AppealLodged: 'appeal' },
  },
}
