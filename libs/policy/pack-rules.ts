import type { CarePack, Pack, RefundPack } from './pack-schema.js'
import { CARE_STAGES, STAGES } from './pack-schema.js'

/** Something that each part of a pack allows but the whole does not. */
export interface Contradiction {
  readonly path: readonly string[]
  readonly text: string
}

/** What a schema of single values cannot see: references that lead nowhere, things named twice, an order that does not hold. */
export const contradictionsOf = (pack: Pack): Contradiction[] => [
  ...twice(['notices'], pack.notices.map(({ id }) => id)),
  ...twice(['guides'], pack.guides.map(({ id }) => id)),
  ...twice(['clauses'], pack.clauses.map(({ id }) => id)),
  ...(pack.kind === 'refund' ? inRefundPack(pack) : inCarePack(pack)),
]

const inRefundPack = (pack: RefundPack): Contradiction[] => [
  ...twice(['reasons'], pack.reasons.map(({ code }) => code)),
  ...twice(['automaticReview'], pack.automaticReview.map(({ id }) => id)),
  ...twice(['reviewItems'], pack.reviewItems.map(({ code }) => code)),
  ...stagesOnUnknownClauses(pack),
  ...negotiationWithoutStage(pack),
  ...rulesOnUnknownReasons(pack),
  ...openEndedRules(pack),
  ...pack.escalation.flatMap(({ level }, index) => (level === index + 1 ? [] : [{ path: ['escalation', String(index), 'level'], text: `must be ${index + 1}: levels count up from 1` }])),
]

const stagesOnUnknownClauses = ({ stages, clauses }: RefundPack): Contradiction[] =>
  STAGES.flatMap((stage) => {
    const clause = stages[stage]?.clause
    if (clause === undefined || clauses.some(({ id }) => id === clause)) return []
    return [{ path: ['stages', stage, 'clause'], text: `there is no clause ${clause}; add it to clauses or name one that exists` }]
  })

const negotiationWithoutStage = ({ settlement, stages }: RefundPack): Contradiction[] =>
  settlement.required === (stages.settlement !== undefined) ? [] : [{ path: ['stages', 'settlement'], text: 'stands there exactly when settlement.required is true; add it or remove it' }]

const rulesOnUnknownReasons = ({ automaticReview, reasons }: RefundPack): Contradiction[] => {
  const known = new Set<unknown>(reasons.map(({ code }) => code))
  return automaticReview.flatMap(({ when }, rule) => when.flatMap((condition, index) => {
    if (condition.field !== 'reason') return []
    const named = 'equals' in condition ? [condition.equals] : 'in' in condition ? condition.in : []
    return named.filter((code) => !known.has(code))
      .map((code) => ({ path: ['automaticReview', String(rule), 'when', String(index)], text: `there is no reason ${code}; add it to reasons or correct the condition` }))
  }))
}

/** Rules are tried in order, so exactly the last one applies to everything that is left. */
const openEndedRules = ({ automaticReview }: RefundPack): Contradiction[] =>
  automaticReview.flatMap(({ when }, index) => {
    const last = index === automaticReview.length - 1
    if (last === (when.length === 0)) return []
    const text = last ? 'the last rule must have no conditions, so that every case gets a verdict' : 'only the last rule may have no conditions; those after it could never apply'
    return [{ path: ['automaticReview', String(index), 'when'], text }]
  })

const inCarePack = (pack: CarePack): Contradiction[] => [
  ...twice(['guidance'], pack.guidance.map(({ code }) => code)),
  ...twice(['plan', 'tasks'], pack.plan.tasks.map(({ id }) => id)),
  ...twice(['plan', 'stages'], pack.plan.stages.map(({ stage }) => stage)),
  ...CARE_STAGES.filter((stage) => !pack.plan.stages.some((row) => row.stage === stage)).map((stage) => ({ path: ['plan', 'stages'], text: `the stage ${stage} is missing; add its row` })),
  ...tasksOutOfOrder(pack),
  ...recommendationsForUnknownProjects(pack),
]

/** A task may only follow one that stands before it: so the graph of tasks has no cycle. */
const tasksOutOfOrder = ({ plan }: CarePack): Contradiction[] =>
  plan.tasks.flatMap(({ after }, index) =>
    after === undefined || plan.tasks.slice(0, index).some(({ id }) => id === after) ? [] : [{ path: ['plan', 'tasks', String(index), 'after'], text: `no task ${after} stands before this one; move it up or correct the name` }])

const recommendationsForUnknownProjects = ({ plan, guidance }: CarePack): Contradiction[] =>
  plan.recommendations.flatMap(({ project }, index) =>
    guidance.some(({ code }) => code === project) ? [] : [{ path: ['plan', 'recommendations', String(index), 'project'], text: `there is no guidance for ${project}; add it or correct the code` }])

const twice = (path: readonly string[], names: readonly string[]): Contradiction[] =>
  [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => ({ path, text: `${name} stands there twice; keep one of them` }))
