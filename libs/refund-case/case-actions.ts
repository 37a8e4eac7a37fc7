import type { Instant, RecordedEvent } from '@recourse/kernel'
import type { RefundCaseCommand } from './commands.js'

type Acted = Pick<RecordedEvent, 'metadata'>

/** What staff do in a customer's place, and what nobody does by hand. */
const IN_THE_CUSTOMERS_PLACE: ReadonlySet<string> = new Set<RefundCaseCommand['type']>(['RequestRefund', 'AttachEvidence', 'AcknowledgeClause', 'WithdrawRefund', 'LodgeAppeal'])

/** How often the customer had to do something; opening the thread to read it does not count (MB10). */
export const customerActions = (events: readonly Acted[]): number => {
  const acted = events.filter(({ metadata: { actor, commandType } }) => actor.role === 'customer' && commandType !== 'ReadMessages')
  return new Set(acted.map(({ metadata }) => metadata.commandId)).size
}

/** Whether a person of staff took the case forward by this event (MB9). */
export const isStaffAction = ({ metadata: { actor, commandType } }: Acted): boolean =>
  !['customer', 'importer', 'service'].includes(actor.role) && !IN_THE_CUSTOMERS_PLACE.has(commandType)

export const firstStaffActionAt = (events: readonly Acted[]): Instant | undefined => events.find(isStaffAction)?.metadata.recordedAt
