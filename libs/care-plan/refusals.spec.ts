import { describe, expect, it } from '@jest/globals'
import { isRefusal, type Decision } from '@recourse/kernel'
import { adverseEvent, complete, given, greeted, markProblem, markTask, minorProblem, recommend, recommended, register, resolve, resolved, start, started, surveyed } from './care-plan.fixture.js'
import { carePlanRefusals } from './index.js'
import { as } from './spec-support.js'

const onSurvey = { taskId: 'survey-1-month', actor: as('operations'), now: '2026-02-28T02:00:00.000Z' }

/** Given / when for every refusal; the compiler demands a row for each. */
const scenarios: Record<keyof typeof carePlanRefusals, readonly (() => Decision)[]> = {
  UnknownCarePlan: [
    () => given().when(complete()),
    () => given().when(register()),
    () => given().when(markTask()),
  ],
  CarePlanAlreadyStarted: [() => given(started).when(start())],
  UnknownCarePack: [
    () => given().when(start({ pack: 'unheard-of' })),
    () => given().when(start({ pack: 'retail' })),
    () => given().when(start({ treatmentCompletedAt: '2020-01-01T00:00:00.000Z' })),
  ],
  TreatmentInFuture: [() => given().when(start({ treatmentCompletedAt: '2026-01-31T07:00:00.001Z' }))],
  NotYourCarePlan: [() => given(started).when(register({ actor: { id: 'somebody-else', roles: ['customer'] } }))],
  UnknownTask: [
    ...['unheard-of', 'constructor', '__proto__'].map((taskId) => () => given(started).when(complete({ taskId }))),
    () => given(started).when(markTask({ taskId: 'unheard-of' })),
  ],
  TaskAlreadyDone: [() => given(started, greeted).when(complete())],
  TaskOfAnotherOwner: [
    () => given(started).when(complete({ actor: as('operations') })),
    () => given(started).when(complete({ ...onSurvey, actor: as('agent') })),
  ],
  TrainingMissing: [
    () => given(started).when(complete({ facts: { training: [] } })),
    () => given(started).when(complete({ facts: { training: ['refund-policy'] } })),
    () => given(started).when({ ...complete(), facts: undefined }),
  ],
  TooEarly: [
    () => given(started).when(complete({ taskId: 'effect-1-week', now: '2026-02-06T15:59:59.999Z' })),
    () => given(started, surveyed(5)).when(recommend({ now: '2026-02-27T15:59:59.999Z' })),
  ],
  ScoreOnlyInSurvey: [() => given(started).when(complete({ score: 5 }))],
  ScoreOutOfRange: [0, 6, 4.5].map((score) => () => given(started).when(complete({ ...onSurvey, score }))),
  OnlyByRecommendation: [() => given(started).when(complete({ taskId: 'recommendation', now: '2026-03-01T02:00:00.000Z' }))],
  ProblemAlreadyRegistered: [() => given(started, minorProblem).when(register())],
  UnknownProblem: [
    () => given(started).when(resolve()),
    () => given(started).when(markProblem()),
  ],
  ProblemAlreadyResolved: [() => given(started, minorProblem, resolved).when(resolve())],
  ProblemOfAnotherOwner: [
    () => given(started, adverseEvent).when(resolve()),
    () => given(started, minorProblem).when(resolve({ actor: as('doctor') })),
  ],
  RefundNeedsCase: [() => given(started, minorProblem).when(resolve({ remedy: 'REFUND' }))],
  CaseOnlyForRefund: [() => given(started, minorProblem).when(resolve({ caseId: 'case-1' }))],
  UnknownRecommendation: [
    () => given(started, surveyed(5)).when(recommend({ recommendationId: 'unheard-of' })),
    () => given(started, surveyed(5)).when(recommend({ recommendationId: 'thermage-eye-area' })),
  ],
  ConsentMissing: [() => given(started, surveyed(5)).when({ ...recommend(), consentId: undefined })],
  NotSatisfied: [
    () => given(started).when(recommend()),
    () => given(started, surveyed(3)).when(recommend()),
    () => given(started, surveyed(5), surveyed(3)).when(recommend()),
  ],
  ProblemOpen: [() => given(started, surveyed(5), minorProblem).when(recommend())],
  AlreadyRecommended: [() => given(started, surveyed(5), recommended).when(recommend())],
}

describe('refusals of a care plan', () => {
  it('all have a scenario', () => {
    expect(Object.keys(scenarios).sort()).toEqual(Object.keys(carePlanRefusals).sort())
    for (const rows of Object.values(scenarios)) expect(rows.length).toBeGreaterThan(0)
  })

  it.each(Object.entries(scenarios).flatMap(([code, rows]) => rows.map((decide, index) => [code, index + 1, decide] as const)))('%s (%i)', (code, _index, decide) => {
    const decision = decide()
    expect(isRefusal(decision) ? decision.code : decision).toBe(code)
  })

  it('have a title in both languages', () => {
    for (const { en, zh } of Object.values(carePlanRefusals)) {
      expect(en).toMatch(/^[A-Z][a-zA-Z0-9 ,:']+$/)
      expect(zh).toMatch(/\p{Script=Han}/u)
    }
  })
})
