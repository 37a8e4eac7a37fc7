import type { Decision } from '@recourse/kernel'
import type { EscalateCase } from '../commands.js'
import type { OpenedCase } from '../state.js'
import { escalation, isStillOpen } from './mark-stage-overdue.js'
import type { Rules } from './stage-opening.js'

/** The next level, when the one before was called and its time is up too; each level once per opening of the stage. */
export const escalateCase = (command: EscalateCase, state: OpenedCase, rules: Rules): Decision => {
  const isNext = isStillOpen(command, state) && command.level === state.escalationLevel + 1 && state.escalationLevel > 0
  return isNext && state.nextEscalationAt !== undefined && command.now >= state.nextEscalationAt
    ? escalation(state.stage, command.level, rules, command.now)
    : []
}
