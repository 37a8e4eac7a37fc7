import type { Instant, RecordedEvent } from '@recourse/kernel'
import type { RefundCaseCommand } from './commands.js'

type Acted = Pick<RecordedEvent, 'metadata'>

/** What staff do in a customer's place, and what nobody does by hand. */
const IN_THE_CUSTOMERS_PLACE: ReadonlySet<string> = new Set<RefundCaseCommand['type']>(['RequestRefund', 'AttachEvidence', 'AcknowledgeClause', 'WithdrawRefund', 'LodgeAppeal'])

/** What is recorded of people who only look, or take a note of how somebody feels. */
const LOOKED: ReadonlySet<string> = new Set<RefundCaseCommand['type']>(['ReadMessages', 'RecordEvidenceDownload', 'FlagMood'])

/** How often the customer had to do something; opening the thread or a picture to look at it does not count (MB10). */
export const customerActions = (events: readonly Acted[]): number => {
  const acted = events.filter(({ metadata: { actor, commandType } }) => actor.role === 'customer' && !LOOKED.has(commandType))
  return new Set(acted.map(({ metadata }) => metadata.commandId)).size
}

/** Whether a person of staff took the case forward by this event (MB9). */
export const isStaffAction = ({ metadata: { actor, commandType } }: Acted): boolean =>
  !['customer', 'importer', 'service'].includes(actor.role) && !IN_THE_CUSTOMERS_PLACE.has(commandType) && !LOOKED.has(commandType)

export const firstStaffActionAt = (events: readonly Acted[]): Instant | undefined => events.find(isStaffAction)?.metadata.recordedAt
