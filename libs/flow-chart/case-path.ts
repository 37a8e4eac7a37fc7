import { millisecondsBetween, type Instant } from '@recourse/kernel'
import { evolveRefundCase, UNOPENED, type OpenedCase, type Phase, type RefundCase, type RefundCaseEvent, type Stage } from '@recourse/refund-case'
import { CLOSED, START, superiorId, type FlowChart, type FlowEdge } from './chart.js'
import { SIDE_PATHS } from './side-paths.js'

/** One opening of a stage: the time it took against the time it had. While its clock stood still, neither ran. */
export interface StageVisit {
  readonly stage: Stage
  readonly enteredAt: Instant
  /** Absent while the case is in the stage. */
  readonly leftAt?: Instant
  readonly dueAt: Instant
  readonly allowed_ms: number
  readonly used_ms: number
  /** Left after its due time, or not left and past it. */
  readonly overdue: boolean
}

export interface TakenEdge {
  readonly edge: string
  readonly at: Instant
}

/** The way of one case through the chart of its pack. */
export interface CasePath {
  readonly current: Phase
  readonly overdue: boolean
  readonly visits: readonly StageVisit[]
  /** In the order in which they were taken; an edge stands here as often as it was taken. */
  readonly edges: readonly TakenEdge[]
  /** Ids of the places the case has been at, in the order of the chart. */
  readonly nodes: readonly string[]
}

interface OpenVisit {
  readonly stage: Stage
  readonly enteredAt: Instant
  readonly leftAt?: Instant
  readonly dueAt: Instant
  readonly pauses: OpenedCase['pauses']
}

interface Reading {
  readonly state: RefundCase
  /** Tasks that the stage waits for. */
  readonly tasks: readonly string[]
  readonly visits: readonly OpenVisit[]
  readonly taken: readonly (FlowEdge & { readonly at: Instant })[]
}

/**
 * @param events all events of one case, from the first
 * @param now until when the open stage is measured
 */
export const casePathOf = (chart: FlowChart, events: readonly RefundCaseEvent[], now: Instant): CasePath => {
  const start: Reading = { state: UNOPENED, tasks: [], visits: [], taken: [] }
  const { state, visits, taken } = events.reduce((reading, event) => read(chart, reading, event), start)
  if (state.phase === 'unopened') throw new Error('a case begins with RefundRequested')
  const measured = visits.map((visit) => measure(visit, now))
  const reached = new Set(taken.flatMap(({ from, to }) => [from, to]))
  return {
    current: state.phase,
    overdue: state.phase !== CLOSED && measured.at(-1)!.overdue,
    visits: measured,
    edges: taken.map(({ id, at }) => ({ edge: id, at })),
    nodes: chart.nodes.map(({ id }) => id).filter((id) => reached.has(id)),
  }
}

const read = (chart: FlowChart, reading: Reading, event: RefundCaseEvent): Reading => {
  const state = evolveRefundCase(reading.state, event) as OpenedCase
  const at = event.metadata.recordedAt
  const edge = edgeTaken(chart, reading, state, event)
  return {
    state,
    tasks: tasksAfter(reading, state, event, edge),
    visits: visitsAfter(reading.visits, state, event),
    taken: edge ? [...reading.taken, { ...edge, at }] : reading.taken,
  }
}

const edgeTaken = (chart: FlowChart, { state, tasks }: Reading, next: OpenedCase, event: RefundCaseEvent): FlowEdge | undefined => {
  const phase = state.phase === 'unopened' ? START : state.phase
  const places = event.type === 'CaseEscalated' ? [superiorId(event.data.level - 1)] : [phase, ...tasks]
  return chart.edges.find((edge) => edge.event === event.type && places.includes(edge.from) && (edge.kind !== 'step' || edge.to === next.phase))
}

/** A task is done when its return was taken and nothing is missing any more; leaving the stage ends them all. */
const tasksAfter = ({ state, tasks }: Reading, next: OpenedCase, event: RefundCaseEvent, edge: FlowEdge | undefined): readonly string[] => {
  const kept = state.phase === next.phase ? tasks : []
  const entered = SIDE_PATHS.filter(({ id, alsoAfter }) => edge?.to === id || alsoAfter?.includes(event.type)).map(({ id }) => id)
  const left = edge?.kind === 'loop' && !(edge.from === 'evidence' && next.missingEvidence.length > 0) ? edge.from : undefined
  return [...new Set([...kept.filter((task) => task !== left), ...entered])]
}

const visitsAfter = (visits: readonly OpenVisit[], { phase, stage, pauses }: OpenedCase, event: RefundCaseEvent): readonly OpenVisit[] => {
  const at = event.metadata.recordedAt
  const [before, last] = [visits.slice(0, -1), visits.at(-1)]
  const opens = 'opens' in event.data ? event.data.opens : undefined
  if (opens) return [...before, ...(last ? [{ leftAt: at, ...last }] : []), { stage: opens.stage, enteredAt: at, dueAt: opens.dueAt, pauses: [] }]
  if (phase === CLOSED) return [...before, { leftAt: at, ...last! }]
  return [...before, { ...last!, dueAt: stage.dueAt, pauses }]
}

const measure = ({ pauses, ...visit }: OpenVisit, now: Instant): StageVisit => {
  const until = visit.leftAt ?? now
  const ended_ms = sum(pauses.map(({ from, to }) => (to ? millisecondsBetween(from, to) : 0)))
  const paused_ms = sum(pauses.map(({ from, to }) => millisecondsBetween(from, to ?? until)))
  const allowed_ms = millisecondsBetween(visit.enteredAt, visit.dueAt) - ended_ms
  const used_ms = millisecondsBetween(visit.enteredAt, until) - paused_ms
  return { ...visit, allowed_ms, used_ms, overdue: used_ms > allowed_ms }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
