import type { Decision } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import type { LodgeAppeal } from '../commands.js'
import { AppealLodged } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { openStage, type Rules } from './stage-opening.js'

/** Once per refusal, within the pack's time. What an appeal has confirmed is final. */
export const lodgeAppeal = ({ now, personal }: LodgeAppeal, state: OpenedCase, rules: Rules): Decision => {
  const { refusal } = state
  if (refusal?.appealed && (state.phase === 'appeal' || state.outcome === 'refused')) return refuse('AlreadyAppealed')
  if (state.phase !== 'closed') return refuse('WrongPhase', { phase: state.phase, needed: ['closed'] })
  if (state.outcome !== 'refused' || !refusal) return refuse('NothingToAppeal', { outcome: state.outcome })
  const until = refusal.appealUntil ?? dueAt(rules.pack.appealWithin, refusal.at, rules.calendar).dueAt
  if (now > until) return refuse('AppealTooLate', { appealUntil: until })
  return [AppealLodged({ appealNo: state.appeals + 1, opens: openStage(rules, 'appeal', now) }, personal)]
}
