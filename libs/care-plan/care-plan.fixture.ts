import { isRefusal, type NewEvent } from '@recourse/kernel'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import {
  carePlanDecider, CareProblemRegistered, CareProblemResolved, CareTaskCompleted, RecommendationMade,
  type CompleteCareTask, type MakeRecommendation, type MarkCareProblemOverdue, type MarkCareTaskOverdue, type RegisterCareProblem, type ResolveCareProblem, type StartCarePlan,
} from './index.js'
import { as, context, scenario } from './spec-support.js'

export const packs = loadPolicyPacks()
export const decider = carePlanDecider(packs, loadCalendar())
export const { given } = scenario(decider)

/** 31 January 2026, three in the afternoon in Shanghai. */
export const TREATED = '2026-01-31T07:00:00.000Z'
export const AFTER_A_MONTH = '2026-03-01T02:00:00.000Z'

export const start = (change: Partial<StartCarePlan> = {}): StartCarePlan => ({
  ...context, type: 'StartCarePlan', actor: as('agent'), now: TREATED, planId: 'plan-1', customer: 'customer', orderId: 'order-1', project: 'hydra',
  treatmentCompletedAt: TREATED, pack: 'light-aesthetics-care', ...change,
})
export const complete = (change: Partial<CompleteCareTask> = {}): CompleteCareTask =>
  ({ ...context, type: 'CompleteCareTask', actor: as('agent'), now: TREATED, taskId: 'greeting', facts: { training: ['after-care'] }, ...change })
export const markTask = (change: Partial<MarkCareTaskOverdue> = {}): MarkCareTaskOverdue =>
  ({ ...context, type: 'MarkCareTaskOverdue', actor: as('service'), now: '2026-01-31T16:00:00.000Z', taskId: 'greeting', ...change })
export const register = (change: Partial<RegisterCareProblem> = {}): RegisterCareProblem =>
  ({ ...context, type: 'RegisterCareProblem', actor: as('customer'), now: '2026-02-13T02:00:00.000Z', problemId: 'problem-1', severity: 'MINOR', ...change })
export const markProblem = (change: Partial<MarkCareProblemOverdue> = {}): MarkCareProblemOverdue =>
  ({ ...context, type: 'MarkCareProblemOverdue', actor: as('service'), now: '2026-02-25T16:00:00.000Z', problemId: 'problem-1', ...change })
export const resolve = (change: Partial<ResolveCareProblem> = {}): ResolveCareProblem =>
  ({ ...context, type: 'ResolveCareProblem', actor: as('supervisor'), now: '2026-02-14T02:00:00.000Z', problemId: 'problem-1', remedy: 'TOP_UP', ...change })
export const recommend = (change: Partial<MakeRecommendation> = {}): MakeRecommendation =>
  ({ ...context, type: 'MakeRecommendation', actor: as('agent'), now: AFTER_A_MONTH, recommendationId: 'hydra-collagen', consentId: 'consent-1', ...change })

/** The events of a decision that must not be a refusal. */
export const eventsOf = (decision: ReturnType<typeof decider.decide>): readonly NewEvent<string, any>[] => {
  if (isRefusal(decision)) throw new Error(`refused: ${decision.code}`)
  return decision
}

export const started = eventsOf(given().when(start()))[0]!
export const minorProblem = CareProblemRegistered({ problemId: 'problem-1', severity: 'MINOR', owner: 'supervisor', dueAt: '2026-02-25T15:59:59.999Z', provisional: false })
export const adverseEvent = CareProblemRegistered({ problemId: 'problem-1', severity: 'ADVERSE_EVENT', owner: 'doctor', dueAt: '2026-02-13T03:00:00.000Z', provisional: false })
export const resolved = CareProblemResolved({ problemId: 'problem-1', remedy: 'TOP_UP' })
export const greeted = CareTaskCompleted({ taskId: 'greeting', late: false })
export const surveyed = (score: number) => CareTaskCompleted({ taskId: 'survey-1-month', late: false, score })
export const recommended = RecommendationMade({ recommendationId: 'hydra-collagen', project: 'hydra', consentId: 'consent-1' })
