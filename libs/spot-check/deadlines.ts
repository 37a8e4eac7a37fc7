import type { Instant } from '@recourse/kernel'
import type { SpotCheckEvent } from './events/index.js'

export interface SpotCheckDeadline {
  /** `action-<actionId>`. */
  readonly name: string
  readonly dueAt: Instant
  readonly data: { readonly actionId: string }
}

export interface SpotCheckDeadlineChanges {
  readonly clear: readonly string[]
  readonly set: readonly SpotCheckDeadline[]
}

const nameOf = (actionId: string): string => `action-${actionId}`

/** What an event does to the deadlines of its round: every corrective action has one until it is done. */
export const deadlinesOf = (event: SpotCheckEvent): SpotCheckDeadlineChanges => {
  switch (event.type) {
    case 'CorrectiveActionOpened':
    case 'CorrectiveActionReturned': {
      const { actionId, dueAt } = event.data
      return { clear: [], set: [{ name: nameOf(actionId), dueAt, data: { actionId } }] }
    }
    case 'CorrectiveActionCompleted':
    case 'CorrectiveActionOverdue': return { clear: [nameOf(event.data.actionId)], set: [] }
    default: return { clear: [], set: [] }
  }
}
