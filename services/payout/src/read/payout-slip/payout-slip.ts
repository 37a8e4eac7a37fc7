import type { EventDefinition, EventOf, RecordedEvent } from '@recourse/kernel'
import {
  AgreementSigned, ApprovalConfirmed, ApprovalProposed, PayoutDetailsCorrected, PayoutRequested, PayoutResubmitted, RefundApproved,
} from '@recourse/refund-case'

/** Who had a hand in that the money may leave, in the order of what they did. */
export interface SlipStep {
  readonly what: 'PROPOSED' | 'APPROVED' | 'SIGNED' | 'CORRECTED' | 'RESUBMITTED'
  readonly by: string
  readonly role: string
  readonly at: string
  /** The event's place in the case: a correction is confirmed by it. */
  readonly version: number
}

export interface ApprovedPayout {
  readonly requested: EventOf<typeof PayoutRequested>
  readonly approved: EventOf<typeof RefundApproved>
  readonly steps: readonly SlipStep[]
}

/** A payout with the approval that it rests on: the last one before it. Undefined when there is no such payout. */
export const approvedPayout = (events: readonly RecordedEvent[], payoutNo: number): ApprovedPayout | undefined => {
  const requested = all(events, PayoutRequested).find(({ data }) => data.payoutNo === payoutNo)
  const approved = requested && all(events, RefundApproved).findLast(({ version }) => version < requested.version)
  if (!requested || !approved) return undefined
  const steps = [...approvalSteps(events, approved), ...correctionSteps(events, requested)]
  return { requested, approved, steps: steps.toSorted((one, other) => one.event.version - other.event.version).map(stepOf) }
}

interface Done {
  readonly what: SlipStep['what']
  readonly event: RecordedEvent
}

const approvalSteps = (events: readonly RecordedEvent[], approved: EventOf<typeof RefundApproved>): Done[] => {
  const confirmed = all(events, ApprovalConfirmed).find(({ metadata }) => metadata.commandId === approved.metadata.commandId)
  const proposed = all(events, ApprovalProposed).filter(({ data }) => data.approvalHash === confirmed?.data.approvalHash)
  const signed = all(events, AgreementSigned).filter(({ data }) => data.documentSha256 === approved.data.agreement)
  return [...proposed.map(as('PROPOSED')), ...signed.map(as('SIGNED')), as('APPROVED')(approved)]
}

/** A payout under a new number rests on the correction of the one that it replaces. */
const correctionSteps = (events: readonly RecordedEvent[], requested: EventOf<typeof PayoutRequested>): Done[] => {
  const { payoutNo, resubmits } = requested.data
  const corrected = all(events, PayoutDetailsCorrected).filter(({ data }) => [payoutNo, resubmits].includes(data.payoutNo))
  const resubmitted = all(events, PayoutResubmitted).filter(({ data }) => data.payoutNo === payoutNo)
  return [...corrected.map(as('CORRECTED')), ...resubmitted.map(as('RESUBMITTED')), ...(resubmits === undefined ? [] : [as('RESUBMITTED')(requested)])]
}

const all = <Type extends string, Data>(events: readonly RecordedEvent[], { type }: EventDefinition<Type, Data>): RecordedEvent<Type, Data>[] =>
  events.filter((event): event is RecordedEvent<Type, Data> => event.type === type)

const as = (what: SlipStep['what']) => (event: RecordedEvent): Done => ({ what, event })

const stepOf = ({ what, event: { version, metadata: { actor, recordedAt } } }: Done): SlipStep => ({ what, by: actor.id, role: actor.role, at: recordedAt, version })
