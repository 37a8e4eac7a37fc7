import { assertNever } from '@recourse/kernel'
import type { SpotCheckEvent, Stratum } from './events/index.js'
import type { Check, CorrectiveAction, Round, SpotCheck } from './state.js'

export const evolve = (round: SpotCheck, event: SpotCheckEvent): SpotCheck => {
  if (event.type === 'SpotCheckCommitted') {
    const { actor, recordedAt } = event.metadata
    return { ...event.data, status: 'committed', committedBy: actor.id, committedAt: recordedAt, checks: {}, actions: {} }
  }
  if (round.status === 'none') throw new Error(`a round begins with SpotCheckCommitted, not ${event.type}`)
  switch (event.type) {
    case 'SpotCheckRevealed': return { ...round, status: 'revealed', checks: Object.fromEntries(event.data.strata.flatMap(checksOf)) }
    case 'SpotCheckAbandoned': {
      const { actor: { id: by }, recordedAt: at } = event.metadata
      return { ...round, status: 'abandoned', abandoned: { by, at, reason: event.data.reason } }
    }
    case 'CheckAssigned': return changeCheck(round, event.data.caseId, { checker: event.data.checker })
    case 'CheckCompleted': {
      const { caseId, ok, answers } = event.data
      return changeCheck(round, caseId, { checker: event.metadata.actor.id, ok, answers })
    }
    case 'CorrectiveActionOpened': {
      const { actionId, caseId, owner, dueAt } = event.data
      return { ...round, actions: { ...round.actions, [actionId]: { caseId, owner, dueAt, status: 'open', overdue: false } } }
    }
    case 'CorrectiveActionCompleted': return changeAction(round, event.data.actionId, { status: 'done' })
    case 'CorrectiveActionReturned': return changeAction(round, event.data.actionId, { status: 'open', dueAt: event.data.dueAt, overdue: false })
    case 'CorrectiveActionVerified': return changeAction(round, event.data.actionId, { status: 'verified' })
    case 'CorrectiveActionOverdue': return changeAction(round, event.data.actionId, { overdue: true })
    case 'SpotCheckClosed': return { ...round, status: 'closed' }
    default: return assertNever(event)
  }
}

const checksOf = ({ pack, outcome, selected }: Stratum): [string, Check][] => selected.map((caseId) => [caseId, { pack, outcome }])

const changeCheck = (round: Round, caseId: string, change: Partial<Check>): Round =>
  ({ ...round, checks: { ...round.checks, [caseId]: { ...round.checks[caseId]!, ...change } } })

const changeAction = (round: Round, actionId: string, change: Partial<CorrectiveAction>): Round =>
  ({ ...round, actions: { ...round.actions, [actionId]: { ...round.actions[actionId]!, ...change } } })
