import type { Instant } from '@recourse/kernel'
import { clauseOf, explainDue, type Clause, type Due, type ExplainedDue, type RefundPack, type WorkingCalendar } from '@recourse/policy'
import { pausedSince, pausesUntil } from './clock.js'
import type { RefundCaseEvent } from './events/index.js'
import { evolve } from './evolve.js'
import type { Stage } from './phases.js'
import { UNOPENED, type OpenedCase, type RefundCase, type StagePause } from './state.js'

/** The last opening of a stage, as the events of its case have it. */
export interface StageDeadline {
  /** `<caseId>.<stage>` */
  readonly id: string
  readonly stage: Stage
  readonly role: string
  readonly clause: string
  readonly openedAt: Instant
  /** When the stage was left; absent while it is open. */
  readonly leftAt?: Instant
  /** As it was recorded last; it moves on when a clock that stands still goes on. */
  readonly dueAt: Instant
  readonly provisional: boolean
  readonly calendarVersion?: string
  readonly overdue: boolean
  readonly pauses: readonly StagePause[]
  /** The clock stands still: the customer owes evidence until then. */
  readonly waitingForCustomer?: { readonly since: Instant; readonly until?: Instant }
}

/** Why a stage is due when it is due. */
export interface DeadlineExplanation extends StageDeadline {
  /** What the pack says. */
  readonly rule: Due
  readonly clauseText: Clause | undefined
  /** The rule counted through by the calendar of today; while the clock stands still, as if it went on now. */
  readonly counted: ExplainedDue
  /** False when the recorded due time was agreed instead of counted, or counted by other calendar data. */
  readonly agrees: boolean
}

/** The deadlines of a case, by stage, in the order in which the stages were first opened. */
export const stageDeadlinesOf = (events: readonly RefundCaseEvent[]): StageDeadline[] => stageRuns(events).map(deadlineOf)

/** How every day up to a stage's due time was taken; undefined when the case never was in that stage. `now` ends a pause that still goes on. */
export const explainDeadline = (
  events: readonly RefundCaseEvent[], stage: Stage, pack: RefundPack, calendar: WorkingCalendar, now: Instant,
): DeadlineExplanation | undefined => {
  const run = stageRuns(events).find(({ state }) => state.stage.stage === stage)
  const rule = pack.stages[stage]
  if (!run || !rule) return undefined
  const deadline = deadlineOf(run)
  const counted = explainDue(rule.due, deadline.openedAt, calendar, pausesUntil(run.state, run.leftAt ?? now))
  const agrees = deadline.waitingForCustomer !== undefined || counted.dueAt === deadline.dueAt
  return { ...deadline, rule: rule.due, clauseText: clauseOf(pack, deadline.clause), counted, agrees }
}

/** A stage from its last opening to the event after which it was left. */
interface StageRun {
  readonly openedAt: Instant
  readonly leftAt?: Instant
  /** The case as it last was in the stage. */
  readonly state: OpenedCase
}

const stageRuns = (events: readonly RefundCaseEvent[]): StageRun[] => {
  const runs = new Map<Stage, StageRun>()
  let state: RefundCase = UNOPENED
  for (const event of events) {
    const before: RefundCase = state
    state = evolve(state, event)
    const { recordedAt } = event.metadata
    const opens = 'opens' in event.data ? event.data.opens : undefined
    const current = before.phase === 'unopened' || before.phase === 'closed' ? undefined : runs.get(before.phase)
    if (current && (opens || state.phase === 'closed')) runs.set(current.state.stage.stage, { ...current, leftAt: recordedAt })
    if (state.phase === 'unopened' || state.phase === 'closed') continue
    runs.set(state.phase, { openedAt: opens || !current ? state.stage.openedAt ?? recordedAt : current.openedAt, state })
  }
  return [...runs.values()]
}

const deadlineOf = ({ openedAt, leftAt, state }: StageRun): StageDeadline => {
  const { stage, role, clause, dueAt, provisional, calendarVersion } = state.stage
  const since = leftAt === undefined ? pausedSince(state) : undefined
  return {
    id: `${state.caseId}.${stage}`, stage, role, clause, openedAt, dueAt, provisional, overdue: state.overdue, pauses: state.pauses,
    ...(leftAt ? { leftAt } : {}),
    ...(calendarVersion ? { calendarVersion } : {}),
    ...(since ? { waitingForCustomer: { since, ...(state.evidenceDueAt ? { until: state.evidenceDueAt } : {}) } } : {}),
  }
}
