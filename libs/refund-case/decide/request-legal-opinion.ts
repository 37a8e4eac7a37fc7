import type { Decision } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import type { RequestLegalOpinion } from '../commands.js'
import { LegalOpinionRequested } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { legalOpinionOutstanding, notIn } from './guards.js'
import type { Rules } from './stage-opening.js'

/** One question at a time; the stage's clock runs on, the opinion has a time of its own. */
export const requestLegalOpinion = ({ now, personal }: RequestLegalOpinion, state: OpenedCase, { pack, calendar }: Rules): Decision =>
  notIn(state, 'review', 'settlement', 'decision', 'appeal')
  ?? legalOpinionOutstanding(state)
  ?? [LegalOpinionRequested({ dueAt: dueAt(pack.legalOpinionWithin, now, calendar).dueAt }, personal)]
