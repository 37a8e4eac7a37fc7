import type { Decision, Refusal } from '@recourse/kernel'
import { clauseOf } from '@recourse/policy'
import type { DecideAppeal } from '../commands.js'
import { AppealDecided, RefundCaseClosed } from '../events/index.js'
import { refuse } from '../refusals.js'
import { tookPart, type OpenedCase } from '../state.js'
import { MANUAL } from './approve-refund.js'
import { legalOpinionOutstanding, notIn, reviewerIsRequester } from './guards.js'
import { citationsOfRefusal } from './refuse-refund.js'
import { openStage, type Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** By somebody who had no part in the case: the refusal stands for good, or falls and the case is reviewed by others; what was found stays. */
export const decideAppeal = (command: DecideAppeal, state: OpenedCase, rules: Rules): Decision => {
  const { outcome, actor, now, personal } = command
  const refusal = notIn(state, 'appeal') ?? notAnAppealJudge(actor.id, state) ?? legalOpinionOutstanding(state) ?? trainingMissing(command, rules)
  if (refusal) return refusal
  const named = command.clause ?? state.refusal!.clause
  const clause = clauseOf(rules.pack, named)
  if (!clause) return refuse('UnknownClause', { clause: named })
  const decision = {
    appealNo: state.appeals, outcome, ruleId: MANUAL, clause: clause.id, citations: citationsOfRefusal(clause, state, rules), pack: state.pack,
  }
  if (outcome === 'OVERTURNED') return [AppealDecided({ ...decision, opens: openStage(rules, 'review', now) }, personal)]
  return [AppealDecided(decision, personal), RefundCaseClosed({ outcome: 'refused' })]
}

/** Nobody judges about their own request, or about what they did in the case. */
export const notAnAppealJudge = (person: string, state: OpenedCase): Refusal | undefined =>
  reviewerIsRequester(person, state) ?? (tookPart(state, person) ? refuse('AppealDeciderTookPart') : undefined)
