import type { RefundCaseEvent } from '@recourse/refund-case'

type EventType = RefundCaseEvent['type']

/** What staff do among themselves: of these a customer gets place and hash, so that the chain stays whole, and not what they say. */
const INTERNAL: ReadonlySet<EventType> = new Set<EventType>([
  'RiskAssessed', 'ReviewAssigned', 'ReviewFindingRecorded', 'LegalOpinionRequested', 'LegalOpinionReceived', 'LegalOpinionOverdue',
  'ApprovalProposed', 'ApprovalConfirmed', 'ApprovalRejected', 'ApprovalLapsed', 'ReviewCompleted', 'SpotCheckSelected', 'SpotCheckCompleted', 'ReservationLost', 'MoodFlagged',
])

/** Events whose personal fields are notes that staff made for themselves. */
const INTERNAL_NOTES: ReadonlySet<EventType> = new Set<EventType>(['ContactAttempted'])

export const isToldToCustomers = ({ type }: RefundCaseEvent): boolean => !INTERNAL.has(type)

export const hasNotesOfStaff = ({ type }: RefundCaseEvent): boolean => INTERNAL.has(type) || INTERNAL_NOTES.has(type)
