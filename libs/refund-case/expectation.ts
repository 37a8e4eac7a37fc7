import type { Instant } from '@recourse/kernel'
import { pausedSince } from './clock.js'
import { countedAnew } from './decide/resume-clock.js'
import type { Rules } from './decide/stage-opening.js'
import type { OpenedCase } from './state.js'

/** What a customer may expect of an open case (LS18). */
export interface Expectation {
  /** When the stage is due; while it waits for the customer, as if they brought everything now. */
  readonly expectedBy: Instant
  /** True when a year without calendar data lies on the way. */
  readonly provisional: boolean
  /** The clock stands still until the customer brings what was asked for. */
  readonly waitingForYou: boolean
  /** Until when they may. */
  readonly evidenceDueAt?: Instant
}

/** Undefined once the case is closed. */
export const expectationOf = (state: OpenedCase, rules: Rules, now: Instant): Expectation | undefined => {
  if (state.phase === 'closed') return undefined
  const waitingForYou = pausedSince(state) !== undefined
  const { dueAt, provisional } = waitingForYou && !state.overdue ? countedAnew(state, rules, now) : state.stage
  return { expectedBy: dueAt, provisional, waitingForYou, ...(state.evidenceDueAt ? { evidenceDueAt: state.evidenceDueAt } : {}) }
}
