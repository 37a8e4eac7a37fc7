import type { Decision } from '@recourse/kernel'
import type { RecordLegalOpinion } from '../commands.js'
import { LegalOpinionReceived } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { closed } from './guards.js'

/** Advice comes from somebody else: who waits for it does not let themselves go on. */
export const recordLegalOpinion = ({ finding, actor, personal }: RecordLegalOpinion, state: OpenedCase): Decision => {
  const refusal = closed(state)
  if (refusal) return refusal
  if (!state.legalOpinion) return refuse('LegalOpinionNotRequested')
  return actor.id === state.legalOpinion.askedBy ? refuse('AdviserAsked') : [LegalOpinionReceived({ finding }, personal)]
}
