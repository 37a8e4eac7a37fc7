import type { Decision } from '@recourse/kernel'
import type { EscalateCase } from '../commands.js'
import type { OpenedCase } from '../state.js'
import { isStillOpen, lateness } from './mark-stage-overdue.js'
import type { Rules } from './stage-opening.js'

/** The next level, and those after it whose time has come too; each level once per opening of the stage. */
export const escalateCase = (command: EscalateCase, state: OpenedCase, rules: Rules): Decision => {
  const isNext = isStillOpen(command, state) && state.escalationLevel > 0 && command.level === state.escalationLevel + 1
  return isNext ? lateness(state, rules, command.now) : []
}
