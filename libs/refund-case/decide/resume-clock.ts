import type { Instant, NewEvent } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import { pausedSince, pausesUntil, resumesAt, withClockResumed } from '../clock.js'
import { ClockResumed, type StageOpening } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { lateness } from './mark-stage-overdue.js'
import { openStage, type Rules } from './stage-opening.js'

/**
 * What lets the clock of a paused stage go on; nothing when it runs. A stage that was late before it was paused stays due when it was.
 * What is late by now is recorded with it: its deadline may have fired, and done nothing, while the clock stood still.
 */
export const resumeClock = (state: OpenedCase, rules: Rules, now: Instant): NewEvent[] => {
  const pausedAt = pausedSince(state)
  if (pausedAt === undefined) return []
  const escalation = nextEscalation(state, rules, now)
  const stage = state.overdue ? state.stage : countedAnew(state, rules, now)
  const resumed = ClockResumed({ ...stage, pausedAt, resumedAt: resumesAt(state, now), overdue: state.overdue, ...(escalation ? { escalation } : {}) })
  return [resumed, ...lateness(withClockResumed(state, resumed.data), rules, now)]
}

/** The open stage as the pack, the calendar of today and its pauses have it due. */
export const countedAnew = (state: OpenedCase, rules: Rules, now: Instant): StageOpening =>
  openStage(rules, state.stage.stage, state.stage.openedAt ?? state.openedAt, pausesUntil(state, now))

const nextEscalation = ({ escalationLevel, escalatedAt, nextEscalationAt, ...state }: OpenedCase, { pack, calendar }: Rules, now: Instant) => {
  const step = pack.escalation.find(({ level }) => level === escalationLevel)
  if (!step || escalatedAt === undefined || nextEscalationAt === undefined) return undefined
  return { level: escalationLevel + 1, at: dueAt(step.dueAgain, escalatedAt, calendar, pausesUntil(state, now)).dueAt }
}
