import type { Decision, Instant, NewEvent } from '@recourse/kernel'
import { dueAt as dueTime } from '@recourse/policy'
import type { MarkStageOverdue } from '../commands.js'
import { CaseEscalated, StageOverdue, type StageOpening } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import type { Rules } from './stage-opening.js'

/** Once per opening of a stage, and with it the first level of escalation. */
export const markStageOverdue = ({ stage, dueAt, now }: MarkStageOverdue, state: OpenedCase, rules: Rules): Decision => {
  if (!isStillOpen({ stage, dueAt }, state) || state.overdue || now < dueAt) return []
  return [StageOverdue({ stage, dueAt }), ...escalation(state.stage, 1, rules, now)]
}

/** Deadlines fire late and twice: they count only while the stage they were set for is still the open one. */
export const isStillOpen = ({ stage, dueAt }: { stage: string; dueAt: Instant }, state: OpenedCase): boolean =>
  state.phase !== 'closed' && state.stage.stage === stage && state.stage.dueAt === dueAt

/** Calls the pack's next level; none when the pack has no such level. */
export const escalation = ({ stage, dueAt }: StageOpening, level: number, { pack, calendar }: Rules, now: Instant): NewEvent[] => {
  const step = pack.escalation.find((candidate) => candidate.level === level)
  if (!step) return []
  const isLast = !pack.escalation.some((candidate) => candidate.level === level + 1)
  return [CaseEscalated({ stage, dueAt, level, role: step.role, ...(isLast ? {} : { nextAt: dueTime(step.dueAgain, now, calendar).dueAt }) })]
}
