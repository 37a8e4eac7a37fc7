import { checkCondition, type Declaration, type Declarations } from './conditions.js'
import type { CarePack, Pack, RefundPack, ReviewInput, RiskInput } from './pack-schema.js'
import { unknownPlaceholders, MESSAGE_VALUES } from './messages.js'
import { CARE_STAGES, DELIVERY_STATUSES, MESSAGE_KINDS, STAGES } from './pack-schema.js'

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
  ...negotiationOnUnknownClauses(pack),
  ...approvalsPastNegotiation(pack),
  ...twice(['remedies'], pack.remedies.map(({ kind }) => kind)),
  ...twice(['risk', 'rules'], pack.risk.rules.map(({ id }) => id)),
  ...unreadableMessages(pack),
  ...faultyConditions(pack),
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

const negotiationOnUnknownClauses = ({ settlement, clauses }: RefundPack): Contradiction[] =>
  !settlement.required ? [] : settlement.clauses.flatMap((clause, index) =>
    clauses.some(({ id }) => id === clause) ? [] : [{ path: ['settlement', 'clauses', String(index)], text: `there is no clause ${clause}; add it to clauses or name one that exists` }])

/** What both sides agree on is approved by their signatures alone. */
const approvalsPastNegotiation = ({ settlement, automaticReview }: RefundPack): Contradiction[] =>
  automaticReview.flatMap(({ verdict }, index) =>
    settlement.required && verdict === 'APPROVE' ? [{ path: ['automaticReview', String(index), 'verdict'], text: 'must be REFER: where settlement.required is true no machine approves' }] : [])

/** A message is found by its kind and filled with the values of that kind; a pack that negotiates has two kinds more. */
const unreadableMessages = ({ templates, settlement }: RefundPack): Contradiction[] => [
  ...twice(['templates'], templates.map(({ kind, version }) => `${kind} version ${version}`)),
  ...templates.flatMap((template, index) => unknownPlaceholders(template).map((name) => ({
    path: ['templates', String(index), 'text'], text: `{{${name}}} stands for nothing in a message ${template.kind}; it may name ${MESSAGE_VALUES[template.kind].join(', ')}`,
  }))),
  ...MESSAGE_KINDS.filter((kind) => settlement.required || (kind !== 'offer-made' && kind !== 'agreement-to-sign'))
    // Without words of its own for it, the notice that the money was sent stands for both.
    .filter((kind) => kind !== 'receipt-asked')
    .filter((kind) => !templates.some((template) => template.kind === kind && template.tone === undefined))
    .map((kind) => ({ path: ['templates'], text: `there is no message ${kind}; add it, so that the customer is told` })),
]

/** Variables of `automaticReview[].when` and `policyFit`. */
const reviewDeclarations = ({ reasons }: RefundPack): Readonly<Record<ReviewInput, Declaration>> => ({
  reason: { type: 'string', values: reasons.map(({ code }) => code) },
  deliveryStatus: { type: 'string', values: DELIVERY_STATUSES },
  pastEta: { type: 'bool' },
  withinWindow: { type: 'bool' },
  amountWithinRest: { type: 'bool' },
  amount_minor: { type: 'int' },
  daysSincePlaced: { type: 'int' },
})

/** Variables of `risk.rules[].when`. */
const riskDeclarations: Readonly<Record<RiskInput, Declaration>> = {
  casesLast90Days: { type: 'int' },
  casesLast24Hours: { type: 'int' },
  refundedShare_percent: { type: 'int' },
  sameEvidenceOnOtherCases: { type: 'int' },
  amount_minor: { type: 'int' },
}

const faultyConditions = (pack: RefundPack): Contradiction[] => {
  const review = reviewDeclarations(pack)
  return [
    ...pack.automaticReview.flatMap(({ when }, index) => faultyCondition(['automaticReview', String(index), 'when'], when, review)),
    ...faultyCondition(['policyFit'], pack.policyFit, review),
    ...pack.risk.rules.flatMap(({ when }, index) => faultyCondition(['risk', 'rules', String(index), 'when'], when, riskDeclarations)),
  ]
}

const faultyCondition = (path: readonly string[], text: string | undefined, declarations: Declarations): Contradiction[] => {
  const fault = text === undefined ? undefined : checkCondition(text, declarations)
  return fault === undefined ? [] : [{ path, text: fault }]
}

/** Rules are tried in order, so exactly the last one applies to everything that is left. */
const openEndedRules = ({ automaticReview }: RefundPack): Contradiction[] =>
  automaticReview.flatMap(({ when }, index) => {
    const last = index === automaticReview.length - 1
    if (last === (when === undefined)) return []
    const text = last ? 'the last rule must have no condition, so that every case gets a verdict' : 'only the last rule may have no condition; those after it could never apply'
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
