import { describe, expect, it } from '@jest/globals'
import { adverseEvent, AFTER_A_MONTH, complete, eventsOf, given, greeted, markProblem, markTask, minorProblem, packs, recommend, register, resolve, resolved, start, started, surveyed, TREATED } from './care-plan.fixture.js'
import { CarePlanStarted, CareProblemOverdue, CareProblemRegistered, CareProblemResolved, CareTaskCompleted, CareTaskOverdue, RecommendationMade, type CareTask } from './index.js'
import { as } from './spec-support.js'

type Started = ReturnType<typeof CarePlanStarted>
const planOf = (change: Parameters<typeof start>[0]): Started['data'] => (eventsOf(given().when(start(change)))[0] as Started).data

describe('the plan of seed 002', () => {
  it('has the six rows with exactly their owners', () => {
    const rows = packs.latestCare('light-aesthetics-care', TREATED)!.plan.stages
    expect(rows.map(({ title, timing, action, owner, role }) => [title['zh-CN'], timing['zh-CN'], action['zh-CN'], owner['zh-CN'], role])).toEqual([
      ['术后关怀', '术后当天', '电话/微信问候 + 护理指南发送', '前台/客服', 'agent'],
      ['术后恢复指导', '术后1-7天', '图文资料推送 + 答疑', '顾问/医生', 'doctor'],
      ['效果追踪', '术后1周、1个月', '电话回访 + 照片收集', '客服/顾问', 'agent'],
      ['问题处理', '随时', '问题登记 + 分级处理', '客服主管', 'supervisor'],
      ['满意度调查', '术后1个月', '发送问卷 + 数据分析', '运营团队', 'operations'],
      ['二次开发', '术后1-3个月', '项目推荐 + 优惠引导', '顾问/销售', 'agent'],
    ])
  })

  it('becomes tasks with owners and due times, months by the calendar: 31 January + 1 month = 28 February', () => {
    const rows = planOf({}).tasks.map(({ id, owner, from, dueAt }: CareTask) => [id, owner, from, dueAt])
    const days = [1, 2, 3, 4, 5, 6, 7].map((day) =>
      [`guidance-day-${day}`, 'doctor', day === 1 ? '2026-01-31T16:00:00.000Z' : `2026-02-0${day - 1}T16:00:00.000Z`, `2026-02-0${day}T15:59:59.999Z`])
    expect(rows).toEqual([
      ['greeting', 'agent', undefined, '2026-01-31T15:59:59.999Z'],
      ...days,
      ['effect-1-week', 'agent', '2026-02-06T16:00:00.000Z', '2026-02-07T15:59:59.999Z'],
      ['effect-1-month', 'agent', '2026-02-27T16:00:00.000Z', '2026-02-28T15:59:59.999Z'],
      ['survey-1-month', 'operations', '2026-02-27T16:00:00.000Z', '2026-02-28T15:59:59.999Z'],
      ['revisit-3-months', 'agent', '2026-04-29T16:00:00.000Z', '2026-04-30T15:59:59.999Z'],
      ['recommendation', 'agent', '2026-02-27T16:00:00.000Z', '2026-04-30T15:59:59.999Z'],
    ])
  })

  it('counts from the day of the treatment in Shanghai', () => {
    const lateEvening = planOf({ treatmentCompletedAt: '2026-01-30T16:30:00.000Z' })
    expect(lateEvening.tasks[0]!.dueAt).toBe('2026-01-31T15:59:59.999Z')
  })

  it.each([
    ['photon', 'photon', false], ['hydra', 'hydra', false], ['botox', 'botox', false], ['thermage', 'thermage', false], ['unheard-of', 'default', true],
  ])('gives guidance for the project %s: %s, flagged as missing: %s', (project, guidance, guidanceMissing) => {
    expect(planOf({ project })).toMatchObject({ project, guidance, guidanceMissing })
  })

  it('names the guidance as the seed does', () => {
    const { guidance } = packs.latestCare('light-aesthetics-care', TREATED)!
    expect(guidance.map(({ code, title }) => [code, title['zh-CN']])).toEqual([['photon', '光子嫩肤'], ['hydra', '水光针'], ['botox', '瘦脸针'], ['thermage', '热玛吉']])
  })

  it('keeps the pack version in force at the treatment and passes contact data on as personal', () => {
    const personal = { person: 'customer', fields: { contact: { phone: '13800000000' } } }
    expect(eventsOf(given().when(start({ personal })))).toEqual([{ ...started, personal }])
    expect(started.data).toMatchObject({ planId: 'plan-1', pack: { id: 'light-aesthetics-care', version: '1.0.0' } })
  })
})

describe('tasks', () => {
  it('are completed by owner, helper or supervisor', () => {
    expect(given(started).when(complete())).toEqual([greeted])
    const day1 = { taskId: 'guidance-day-1', now: '2026-02-01T02:00:00.000Z' }
    for (const role of ['doctor', 'agent', 'supervisor'] as const) {
      expect(given(started).when(complete({ ...day1, actor: as(role) }))).toEqual([CareTaskCompleted({ taskId: 'guidance-day-1', late: false })])
    }
  })

  it('need the training of whoever completes them, of staff but not of a service (AC27)', () => {
    const survey = { taskId: 'survey-1-month', now: '2026-02-28T02:00:00.000Z', facts: {} }
    expect(given(started).when(complete({ ...survey, actor: as('operations') }))).toMatchObject({ code: 'TrainingMissing', details: { courses: ['after-care'] } })
    expect(given(started).when(complete({ ...survey, actor: as('service') }))).toEqual([CareTaskCompleted({ taskId: 'survey-1-month', late: false })])
  })

  it('are in time to the last millisecond', () => {
    expect(given(started).when(complete({ now: '2026-01-31T15:59:59.999Z' }))).toEqual([greeted])
  })

  it('can be completed late, with the note apart from the data', () => {
    const personal = { person: 'customer', fields: { note: 'called in the evening' } }
    expect(given(started).when(complete({ now: '2026-01-31T16:00:00.000Z', personal }))).toEqual([CareTaskCompleted({ taskId: 'greeting', late: true }, personal)])
  })

  it('become overdue exactly once, and only after their time', () => {
    const overdue = CareTaskOverdue({ taskId: 'greeting', owner: 'agent', dueAt: '2026-01-31T15:59:59.999Z' })
    expect(given(started).when(markTask())).toEqual([overdue])
    expect(given(started, overdue).when(markTask())).toEqual([])
    expect(given(started, greeted).when(markTask())).toEqual([])
    expect(given(started).when(markTask({ now: '2026-01-31T15:59:59.999Z' }))).toEqual([])
  })

  it('never become overdue when they are recommendations', () => {
    expect(given(started).when(markTask({ taskId: 'recommendation', now: '2027-01-01T00:00:00.000Z' }))).toEqual([])
  })

  it('take the score of the survey', () => {
    const survey = complete({ actor: as('operations'), now: '2026-02-28T02:00:00.000Z', taskId: 'survey-1-month', score: 5 })
    expect(given(started).when(survey)).toEqual([surveyed(5)])
    expect(given(started, surveyed(5)).state).toMatchObject({ satisfaction: 5 })
  })
})

describe('problems', () => {
  it.each([
    ['MINOR', 'supervisor', '2026-02-25T15:59:59.999Z'],
    ['MODERATE', 'supervisor', '2026-02-14T15:59:59.999Z'],
    ['SEVERE', 'supervisor', '2026-02-13T06:00:00.000Z'],
    ['ADVERSE_EVENT', 'doctor', '2026-02-13T03:00:00.000Z'],
  ] as const)('of severity %s go to the %s until %s', (severity, owner, dueAt) => {
    expect(given(started).when(register({ severity }))).toMatchObject([CareProblemRegistered({ problemId: 'problem-1', severity, owner, dueAt, provisional: false })])
  })

  it('say when their limit rests on a year without calendar data', () => {
    expect(eventsOf(given(started).when(register({ now: '2026-12-31T02:00:00.000Z' })))[0]!.data).toMatchObject({ provisional: true })
  })

  it('pass the description on as personal', () => {
    const personal = { person: 'customer', fields: { description: 'a bruise' } }
    expect(given(started).when(register({ personal }))).toMatchObject([{ ...minorProblem, personal }])
  })

  it('become overdue exactly once, and only after their time', () => {
    const overdue = CareProblemOverdue({ problemId: 'problem-1', owner: 'supervisor', dueAt: '2026-02-25T15:59:59.999Z' })
    expect(given(started, minorProblem).when(markProblem())).toEqual([overdue])
    expect(given(started, minorProblem, overdue).when(markProblem())).toEqual([])
    expect(given(started, minorProblem, resolved).when(markProblem())).toEqual([])
    expect(given(started, minorProblem).when(markProblem({ now: '2026-02-25T15:59:59.999Z' }))).toEqual([])
  })

  it('are resolved by their owner with a remedy; a refund names its case', () => {
    expect(given(started, minorProblem).when(resolve())).toEqual([resolved])
    expect(given(started, minorProblem).when(resolve({ remedy: 'REFUND', caseId: 'case-1' }))).toEqual([CareProblemResolved({ problemId: 'problem-1', remedy: 'REFUND', caseId: 'case-1' })])
    expect(given(started, adverseEvent).when(resolve({ actor: as('doctor'), remedy: 'NONE' }))).toEqual([CareProblemResolved({ problemId: 'problem-1', remedy: 'NONE' })])
  })
})

describe('a recommendation', () => {
  it('is made to a satisfied customer who consented, when no problem is open', () => {
    const made = [RecommendationMade({ recommendationId: 'hydra-collagen', project: 'hydra', consentId: 'consent-1' })]
    expect(given(started, surveyed(4)).when(recommend())).toEqual(made)
    expect(given(started, minorProblem, resolved, surveyed(5)).when(recommend({ now: AFTER_A_MONTH }))).toEqual(made)
  })
})
