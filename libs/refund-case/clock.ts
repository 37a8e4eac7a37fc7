import type { EventOf, Instant } from '@recourse/kernel'
import type { Pause } from '@recourse/policy'
import type { CaseEscalated, ClockResumed, DeadlineRecounted, EvidenceRequested } from './events/index.js'
import type { OpenedCase } from './state.js'

/** Since when the clock of the open stage stands still because the customer owes evidence; undefined when it runs. */
export const pausedSince = ({ phase, pauses }: Pick<OpenedCase, 'phase' | 'pauses'>): Instant | undefined => {
  const last = pauses.at(-1)
  return phase !== 'closed' && last && last.to === undefined ? last.from : undefined
}

/** When a clock that stands still goes on: now, or when the customer's time was up, if nobody looked then. */
export const resumesAt = ({ evidenceDueAt }: Pick<OpenedCase, 'evidenceDueAt'>, now: Instant): Instant =>
  evidenceDueAt !== undefined && evidenceDueAt < now ? evidenceDueAt : now

/** The pauses of the open stage as if the clock went on now. */
export const pausesUntil = (state: Pick<OpenedCase, 'pauses' | 'evidenceDueAt'>, now: Instant): Pause[] =>
  state.pauses.map(({ from, to }) => ({ from, to: to ?? resumesAt(state, now) }))

/** A request without a due time is of the days when the clock ran on. */
export const withEvidenceAsked = (state: OpenedCase, { kinds, dueAt, pausedAt }: EventOf<typeof EvidenceRequested>['data']): OpenedCase => {
  const missingEvidence = [...new Set([...state.missingEvidence, ...kinds])]
  if (dueAt === undefined || pausedAt === undefined) return { ...state, missingEvidence }
  const pauses = pausedSince(state) === undefined ? [...state.pauses, { from: pausedAt }] : state.pauses
  return { ...state, missingEvidence, evidenceDueAt: dueAt, pauses }
}

/** The same stage goes on: what was late, and the level reached, stay. */
export const withClockResumed = (state: OpenedCase, data: EventOf<typeof ClockResumed>['data']): OpenedCase => {
  const { pausedAt, resumedAt, overdue: _overdue, escalation, ...stage } = data
  const pauses = state.pauses.map((pause) => (pause.to === undefined ? { from: pausedAt, to: resumedAt } : pause))
  return { ...state, stage, pauses, evidenceDueAt: undefined, nextEscalationAt: escalation?.at }
}

/** A level is due when the one before it said so; the first, when the stage is. */
export const withEscalation = (state: OpenedCase, { level, nextAt }: EventOf<typeof CaseEscalated>['data']): OpenedCase =>
  ({ ...state, escalationLevel: level, escalatedAt: state.nextEscalationAt ?? state.stage.dueAt, nextEscalationAt: nextAt })

export const withDeadlineRecounted = (state: OpenedCase, { dueAt, provisional, calendarVersion }: EventOf<typeof DeadlineRecounted>['data']): OpenedCase =>
  ({ ...state, stage: { ...state.stage, dueAt, provisional, ...(calendarVersion ? { calendarVersion } : {}) } })
