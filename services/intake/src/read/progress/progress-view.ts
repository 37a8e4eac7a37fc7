import { dueLabel } from '@recourse/flow-chart'
import type { Texts } from '@recourse/kernel'
import { clauseOf, EVIDENCE_LABELS, reasonOf, shanghaiDay, STAGES, type PackStage, type RefundPack } from '@recourse/policy'
import { confirmedOf, customerSteps, stepOf, type Expectation, type OpenedCase, type PayoutStatus, type RefundCaseEvent } from '@recourse/refund-case'
import type { ProgressLink, ProgressMaterial, ProgressPayout, ProgressRefusal, ProgressStageView, ProgressStep, ProgressText, ProgressView } from './progress.dto.js'

/** A case and its pack, to be told in one language. */
export interface Told {
  readonly state: OpenedCase
  readonly pack: RefundPack
  readonly events: readonly RefundCaseEvent[]
  readonly language: keyof Texts
  readonly tenant: string
  /** Address of this service. */
  readonly site: string
  /** Address of the case's progress. */
  readonly url: string
}

/** What a customer sees of a case, without personal data. */
export const progressView = (told: Told, expectation: Expectation | undefined): ProgressView => {
  const { state } = told
  const paid = confirmedOf(state)
  return {
    caseId: state.caseId,
    steps: stepsIn(told),
    phase: state.phase,
    ...expectation,
    overdue: state.overdue,
    ...(state.outcome ? { outcome: state.outcome } : {}),
    ...refusalIn(told),
    missingEvidence: [...state.missingEvidence],
    payouts: payoutsIn(told),
    ...(paid.minor > 0 ? { paid_minor: paid.minor } : {}),
    currency: state.requested.currency,
    ...textsAt(told, state.stage.stage),
    links: linksIn(told),
    version: told.events.length,
  }
}

/** Undefined for a stage that the pack does not have. */
export const progressStageView = (told: Told, stage: PackStage): ProgressStageView | undefined => {
  const { state, pack, language } = told
  const rule = pack.stages[stage]
  if (!rule) return undefined
  return {
    caseId: state.caseId, stage, step: stepOf(stage)[language], timeLimit: dueLabel(rule.due)[language], clause: clauseOf(pack, rule.clause)!.text[language],
    current: state.phase === stage, ...needsAt(told, stage), ...textsAt(told, stage),
  }
}

/** The stage that each of the five steps stands for; the first is done by asking. */
const stagesOfSteps = ({ settlement }: RefundPack): readonly (PackStage | undefined)[] => [undefined, 'intake', 'review', settlement.required ? 'settlement' : 'decision', 'payout']

const stepsIn = (told: Told): ProgressStep[] => {
  const { state, pack, language } = told
  const stages = stagesOfSteps(pack)
  return customerSteps(state).map(({ label, status }, index) => {
    const stage = stages[index]
    return { label: label[language], status, ...(stage ? { timeLimit: dueLabel(pack.stages[stage]!.due)[language], ...needsAt(told, stage) } : {}) }
  })
}

/** Material at intake, criteria at review (LS18). */
const needsAt = (told: Told, stage: PackStage): { materials?: ProgressMaterial[]; criteria?: string[] } => {
  if (stage === 'intake') return { materials: materialsIn(told) }
  if (stage !== 'review') return {}
  const { state, pack, language } = told
  return { criteria: pack.reviewItems.filter(({ reasons }) => !reasons || reasons.includes(state.reason)).map(({ label }) => label[language]) }
}

const materialsIn = ({ state, pack, language }: Told): ProgressMaterial[] => {
  const kinds = new Set([...reasonOf(pack, state.reason)!.requiredEvidence, ...state.missingEvidence])
  return [...kinds].map((kind) => ({ kind, label: EVIDENCE_LABELS[kind][language], present: !state.missingEvidence.includes(kind) && state.evidence.some((known) => known.kind === kind) }))
}

const textsAt = ({ pack, language }: Told, stage: PackStage) => {
  const here = (items: RefundPack['notices'] | RefundPack['guides']): ProgressText[] =>
    items.filter((item) => item.stage === undefined || item.stage === stage).map(({ id, text }) => ({ id, text: text[language] }))
  return { notices: here(pack.notices), guides: here(pack.guides), contacts: pack.contacts.map(({ kind, value, label }) => ({ kind, value, label: label[language] })) }
}

const WORDS = {
  self: { en: 'Progress of your refund', 'zh-CN': '退款进度' },
  flow: { en: 'Chart of the whole flow', 'zh-CN': '退款流程图' },
} as const

/** Every address under the case's own carries its signature (LS12). */
const linksIn = ({ pack, language, url, site, tenant }: Told): ProgressLink[] => {
  const stages = STAGES.filter((stage) => pack.stages[stage])
  return [
    { rel: 'self', title: WORDS.self[language], url },
    ...stages.map((stage): ProgressLink => ({ rel: 'stage', title: `${stepOf(stage)[language]} (${stage})`, url: `${url}/stages/${stage}` })),
    ...pack.guides.flatMap(({ text, url: address }): ProgressLink[] => (address ? [{ rel: 'guide', title: text[language], url: address }] : [])),
    { rel: 'flow', title: WORDS.flow[language], url: `${site}/flows/${pack.id}?tenant=${tenant}&version=${pack.version}` },
  ]
}

export const refusalIn = ({ state: { refusal, outcome }, pack, language }: Pick<Told, 'state' | 'pack' | 'language'>): { refusal?: ProgressRefusal } => {
  if (!refusal || outcome !== 'refused') return {}
  const { reason, clause, appealRoute, appealUntil, appealed } = refusal
  return {
    refusal: { reason, clause: clauseOf(pack, clause)?.text[language] ?? clause, appealRoute: appealRoute[language], ...(appealUntil && !appealed ? { appealUntil } : {}) },
  }
}

/** Money of which a day can be told on which it should have arrived. */
const ON_THE_WAY: readonly PayoutStatus[] = ['requested', 'submitted', 'unknown', 'confirmed']

/** Sent and arrived are told apart: a channel may take days between them (FO11). */
export const payoutsIn = ({ state, events }: Pick<Told, 'state' | 'events'>): ProgressPayout[] => Object.entries(state.payouts).map(([no, { status, amount }]) => {
  const about = events.filter((event) => 'payoutNo' in event.data && event.data.payoutNo === Number(no))
  const submitted = about.find((event) => event.type === 'PayoutSubmitted' || event.type === 'PayoutAbnormal' || event.type === 'PayoutConfirmed')
  const confirmed = about.findLast((event) => event.type === 'PayoutConfirmed')
  const reference = submitted && 'channelReference' in submitted.data ? submitted.data.channelReference : undefined
  return {
    status, amount_minor: amount.minor,
    ...(submitted ? { sentAt: submitted.metadata.recordedAt, channelReference: reference! } : {}),
    ...(confirmed?.type === 'PayoutConfirmed' ? { arrivedAt: confirmed.data.settledAt } : {}),
    ...(state.phase === 'payout' && ON_THE_WAY.includes(status) ? { expectedArrivalDay: shanghaiDay(state.promises?.agreed ?? state.promises?.arrived ?? state.stage.dueAt) } : {}),
  }
})
