import type { Decision } from '@recourse/kernel'
import type { RequestLegalOpinion } from '../commands.js'
import { LegalOpinionRequested } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { legalOpinionOutstanding, notIn } from './guards.js'
import { momentOf, type Rules } from './stage-opening.js'

/** One question at a time; the stage's clock runs on, the opinion has a time of its own. */
export const requestLegalOpinion = ({ now, personal }: RequestLegalOpinion, state: OpenedCase, rules: Rules): Decision => {
  const { at: dueAt, flag } = momentOf(rules.pack.legalOpinionWithin, now, rules)
  return notIn(state, 'review', 'settlement', 'decision', 'appeal')
    ?? legalOpinionOutstanding(state)
    ?? [LegalOpinionRequested({ dueAt, ...flag }, personal)]
}
