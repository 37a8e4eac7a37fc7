import type { Decision } from '@recourse/kernel'
import { pausedSince } from '../clock.js'
import type { RecountDeadline } from '../commands.js'
import { DeadlineRecounted } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { isStillOpen } from './mark-stage-overdue.js'
import { countedAnew } from './resume-clock.js'
import type { Rules } from './stage-opening.js'

/**
 * A provisional due time becomes a firm one once the calendar has data for it. What was marked overdue stays as it was counted then,
 * and a clock that stands still is counted anyway when it goes on.
 */
export const recountDeadline = (command: RecountDeadline, state: OpenedCase, rules: Rules): Decision => {
  if (!isStillOpen(command, state) || !state.stage.provisional || state.overdue || pausedSince(state) !== undefined) return []
  const { dueAt, provisional, calendarVersion } = countedAnew(state, rules, command.now)
  if (provisional) return []
  return [DeadlineRecounted({ stage: command.stage, before: command.dueAt, dueAt, provisional, ...(calendarVersion ? { calendarVersion } : {}) })]
}
