import type { Decision } from '@recourse/kernel'
import type { CompleteCorrectiveAction, MarkCorrectiveActionOverdue, OpenCorrectiveAction, VerifyCorrectiveAction } from '../commands.js'
import { CorrectiveActionCompleted, CorrectiveActionOpened, CorrectiveActionOverdue, CorrectiveActionReturned, CorrectiveActionVerified } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Round } from '../state.js'
import { actionOf, andCloseWhenSolved, checkOf, dueInPast, notUnderWay } from './guards.js'

/** So that a round stays below the limit of its stream, with a few returns for each. */
export const ACTION_LIMIT = 80

export const openCorrectiveAction = (command: OpenCorrectiveAction, round: Round): Decision => {
  const { actionId, caseId, owner, dueAt, now, personal } = command
  const refusal = notUnderWay(round) ?? dueInPast(dueAt, now)
  if (refusal) return refusal
  const check = checkOf(round, caseId)
  if (!check) return refuse('CaseNotSelected', { caseId })
  if (check.ok !== false) return refuse('NothingToCorrect', { caseId })
  if (actionOf(round, actionId)) return refuse('ActionAlreadyOpened', { actionId })
  if (Object.keys(round.actions).length >= ACTION_LIMIT) return refuse('TooManyActions')
  return [CorrectiveActionOpened({ actionId, caseId, owner, dueAt }, personal)]
}

export const completeCorrectiveAction = ({ actionId, actor, personal }: CompleteCorrectiveAction, round: Round): Decision => {
  const action = actionOf(round, actionId)
  if (!action) return refuse('UnknownAction', { actionId })
  if (action.owner !== actor.id) return refuse('ActionOfAnother', { owner: action.owner })
  return action.status === 'open' ? [CorrectiveActionCompleted({ actionId }, personal)] : refuse('ActionAlreadyDone', { actionId })
}

/** By another person than its owner; what did not help goes back with a new due time. */
export const verifyCorrectiveAction = ({ actionId, solved, dueAt, actor, now }: VerifyCorrectiveAction, round: Round): Decision => {
  const action = actionOf(round, actionId)
  if (!action) return refuse('UnknownAction', { actionId })
  if (action.owner === actor.id) return refuse('VerifierIsOwner')
  if (action.status === 'verified') return solved ? [] : refuse('ActionAlreadyDone', { actionId })
  if (action.status === 'open') return refuse('ActionNotDone', { actionId })
  if (!solved) return dueInPast(dueAt, now) ?? [CorrectiveActionReturned({ actionId, dueAt: dueAt! })]
  return andCloseWhenSolved(CorrectiveActionVerified({ actionId }), { ...round, actions: { ...round.actions, [actionId]: { ...action, status: 'verified' } } })
}

export const markCorrectiveActionOverdue = ({ actionId, dueAt, now }: MarkCorrectiveActionOverdue, round: Round): Decision => {
  const action = actionOf(round, actionId)
  if (!action) return refuse('UnknownAction', { actionId })
  const stale = action.status !== 'open' || action.overdue || action.dueAt !== dueAt || now < dueAt
  return stale ? [] : [CorrectiveActionOverdue({ actionId, owner: action.owner, dueAt })]
}
