import type { Decision } from '@recourse/kernel'
import type { RecordLegalOpinion } from '../commands.js'
import { LegalOpinionReceived } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { closed } from './guards.js'

export const recordLegalOpinion = ({ finding, personal }: RecordLegalOpinion, state: OpenedCase): Decision =>
  closed(state)
  ?? (state.legalOpinion ? undefined : refuse('LegalOpinionNotRequested'))
  ?? [LegalOpinionReceived({ finding }, personal)]
