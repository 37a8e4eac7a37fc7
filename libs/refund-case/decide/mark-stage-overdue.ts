import type { Decision, Instant, NewEvent } from '@recourse/kernel'
import { pausedSince } from '../clock.js'
import type { MarkStageOverdue } from '../commands.js'
import { CaseEscalated, StageOverdue } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { momentOf, type Rules } from './stage-opening.js'

/** Once per opening of a stage, and with it every level of escalation whose time has come. */
export const markStageOverdue = (command: MarkStageOverdue, state: OpenedCase, rules: Rules): Decision =>
  isStillOpen(command, state) && !state.overdue ? lateness(state, rules, command.now) : []

/** Deadlines fire late and twice: they count only while the stage they were set for is still the open one. */
export const isStillOpen = ({ stage, dueAt }: { stage: string; dueAt: Instant }, state: OpenedCase): boolean =>
  state.phase !== 'closed' && state.stage.stage === stage && state.stage.dueAt === dueAt

/**
 * What has become late by now and was not recorded yet, in order; nothing while the clock stands still.
 * The ladder is counted from the due time and not from when somebody looked, so that no outage lengthens it.
 */
export const lateness = (state: OpenedCase, rules: Rules, now: Instant): NewEvent[] => {
  const { stage, dueAt } = state.stage
  if (pausedSince(state) !== undefined || now < dueAt || confirmsItself(state, now)) return []
  const overdue = state.overdue ? [] : [StageOverdue({ stage, dueAt })]
  const next = state.overdue ? state.nextEscalationAt : dueAt
  return [...overdue, ...escalations(state, rules, state.escalationLevel + 1, next, now)]
}

/** The customer's days to say that the money came are over: that confirms it, and nobody is late. */
const confirmsItself = ({ autoConfirmAt }: OpenedCase, now: Instant): boolean => autoConfirmAt !== undefined && now >= autoConfirmAt

/** Every level of the pack's ladder from `level` on whose time has come. */
const escalations = (state: OpenedCase, rules: Rules, level: number, at: Instant | undefined, now: Instant): NewEvent[] => {
  const step = rules.pack.escalation.find((candidate) => candidate.level === level)
  if (!step || at === undefined || now < at) return []
  const { stage, dueAt } = state.stage
  const isLast = !rules.pack.escalation.some((candidate) => candidate.level === level + 1)
  if (isLast) return [CaseEscalated({ stage, dueAt, level, role: step.role })]
  const { at: nextAt, flag } = momentOf(step.dueAgain, at, rules)
  return [CaseEscalated({ stage, dueAt, level, role: step.role, nextAt, ...flag }), ...escalations(state, rules, level + 1, nextAt, now)]
}
