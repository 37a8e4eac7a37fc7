import type { Instant, NewEvent, Refusal } from '@recourse/kernel'
import { SpotCheckClosed } from '../events/index.js'
import { refuse } from '../refusals.js'
import { isSolved, type Check, type CorrectiveAction, type Round } from '../state.js'

/** Guards answer a refusal, or undefined when the command may go on; deciders chain them with `??`. */

export const notUnderWay = ({ status }: Round): Refusal | undefined => {
  if (status === 'abandoned') return refuse('RoundAbandoned')
  if (status === 'closed') return refuse('RoundClosed')
  return status === 'committed' ? refuse('NotRevealed') : undefined
}

export const checkerHandledCase = (person: string, { handlers }: { readonly handlers: readonly string[] }): Refusal | undefined =>
  (handlers.includes(person) ? refuse('CheckerHandledCase') : undefined)

export const dueInPast = (dueAt: Instant | undefined, now: Instant): Refusal | undefined =>
  (dueAt === undefined || dueAt <= now ? refuse('DueInPast', { dueAt }) : undefined)

// Ids come from addresses: `constructor` is neither a case nor an action.
export const checkOf = ({ checks }: Round, caseId: string): Check | undefined => (Object.hasOwn(checks, caseId) ? checks[caseId] : undefined)
export const actionOf = ({ actions }: Round, actionId: string): CorrectiveAction | undefined => (Object.hasOwn(actions, actionId) ? actions[actionId] : undefined)

/** The event, and the end of the round when nothing is left after it. */
export const andCloseWhenSolved = (event: NewEvent, after: Round): NewEvent[] => (isSolved(after) ? [event, SpotCheckClosed({})] : [event])
