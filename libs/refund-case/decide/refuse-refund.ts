import type { Decision } from '@recourse/kernel'
import { clauseOf } from '@recourse/policy'
import type { RefuseRefund } from '../commands.js'
import { RefundCaseClosed, RefundRefused } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { findingsMissing } from './approval.js'
import { MANUAL } from './approve-refund.js'
import { notIn, reviewerIsRequester } from './guards.js'
import type { Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** Always by a person, always with the clause it rests on and the way to appeal. */
export const refuseRefund = (command: RefuseRefund, state: OpenedCase, rules: Rules): Decision => {
  const { reason, actor, personal } = command
  const refusal = notIn(state, 'review', 'settlement') ?? reviewerIsRequester(actor.id, state) ?? trainingMissing(command, rules) ?? findingsMissing(state, rules)
  if (refusal) return refusal
  const clause = clauseOf(rules.pack, command.clause)
  if (!clause) return refuse('UnknownClause', { clause: command.clause })
  const refused = RefundRefused({
    outcome: 'NONE', reason, ruleId: MANUAL, clause: clause.id, appealRoute: rules.pack.appealRoute, citations: [...clause.citations], pack: state.pack,
  }, personal)
  return [refused, RefundCaseClosed({ outcome: 'refused' })]
}
