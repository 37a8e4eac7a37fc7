import type { Decision, Refusal } from '@recourse/kernel'
import { clauseOf, dueAt, type Citation, type Clause } from '@recourse/policy'
import type { RefuseRefund } from '../commands.js'
import { RefundCaseClosed, RefundRefused } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { citationsOf, findingsMissing } from './approval.js'
import { MANUAL } from './approve-refund.js'
import { legalOpinionOutstanding, notIn, refuserDecidesAgain, reviewerIsRequester } from './guards.js'
import type { Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** Always by a person, after the customer was heard, with the clause it rests on and the way to appeal. */
export const refuseRefund = (command: RefuseRefund, state: OpenedCase, rules: Rules): Decision => {
  const { reason, now, personal } = command
  const { pack, calendar } = rules
  const refusal = notIn(state, 'review', 'settlement')
    ?? mayNotRefuse(command, state)
    ?? trainingMissing(command, rules)
    ?? legalOpinionOutstanding(state)
    ?? findingsMissing(state, rules)
    ?? contactNeeded(state, rules)
  if (refusal) return refusal
  const clause = clauseOf(pack, command.clause)
  if (!clause) return refuse('UnknownClause', { clause: command.clause })
  const refused = RefundRefused({
    outcome: 'NONE', reason, ruleId: MANUAL, clause: clause.id, appealRoute: pack.appealRoute, citations: citationsOfRefusal(clause, state, rules),
    pack: state.pack, appealUntil: dueAt(pack.appealWithin, now, calendar).dueAt,
  }, personal)
  return [refused, RefundCaseClosed({ outcome: 'refused' })]
}

/** The machine found for the customer and a person against: a second person must see it so too. */
const mayNotRefuse = ({ actor }: RefuseRefund, state: OpenedCase): Refusal | undefined =>
  reviewerIsRequester(actor.id, state)
  ?? refuserDecidesAgain(actor.id, state)
  ?? (Object.values(state.overrides).includes(actor.id) ? refuse('SecondPersonNeeded', { overrides: Object.keys(state.overrides) }) : undefined)

/** One conversation is enough; without one, as many attempts as the pack asks for. */
const contactNeeded = ({ contacts }: OpenedCase, { pack }: Rules): Refusal | undefined => {
  const needed = pack.contactAttemptsBeforeRefusal
  const wasReached = contacts.some(({ outcome }) => outcome === 'REACHED')
  return wasReached || contacts.length >= needed ? undefined : refuse('ContactNeeded', { attempts: contacts.length, needed })
}

/** The law behind the clause; a clause of the contract alone cites what the case's reason rests on. */
export const citationsOfRefusal = (clause: Clause, state: OpenedCase, rules: Rules): Citation[] =>
  clause.citations.length > 0 ? [...clause.citations] : citationsOf(state, rules)
