import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startTestService, TestClock, type TestAnswer, type TestService } from '@recourse/platform/testing'
import { afterCare } from './definition.js'
import { givenRefundCase, givenTraining } from './spec-support.js'

/** 2 March 2026, three in the afternoon in Shanghai. */
const TREATED = '2026-03-02T07:00:00.000Z'
const A_MONTH_LATER = '2026-04-02T02:00:00.000Z'

let service: TestService
const clock = new TestClock(TREATED)

beforeAll(async () => {
  service = await startTestService(afterCare, { clock })
  await givenTraining(service, 'agent', 'doctor', 'operations')
})
afterAll(() => service.close())

const plan = { customerId: 'lin', project: '光子嫩肤', treatmentCompletedAt: '2026-03-02T15:00:00+08:00' }
const start = async (change: object = {}): Promise<string> => {
  const { status, body } = await service.as('agent').post('/care-plans', { ...plan, ...change })
  expect({ status, body }).toMatchObject({ status: 201 })
  return body.id
}
const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]

describe('POST /care-plans', () => {
  it('lays out the plan of the pack, with guidance for the project in the reader\'s language', async () => {
    const id = await start()
    const { status, headers, body } = await service.as('doctor').get(`/care-plans/${id}`, { language: 'zh-CN' })
    expect([status, headers['etag']]).toEqual([200, '"1"'])
    expect(body).toMatchObject({ planId: id, customerId: 'lin', project: 'photon', guidanceMissing: false, guidance: { title: '光子嫩肤' }, problems: [] })
    expect(body.guidance.forbidden).toContain('抠除结痂')
    expect(body.tasks).toHaveLength(13)
    expect(body.tasks[0]).toMatchObject({ taskId: 'greeting', title: '术后问候并发送护理指南', owner: 'agent', dueAt: '2026-03-02T15:59:59.999Z', status: 'open' })
  })

  it('keeps a project that the pack does not know, and says that guidance is missing', async () => {
    const { body } = await service.as('agent').get(`/care-plans/${await start({ project: '新项目' })}`)
    expect(body).toMatchObject({ project: '新项目', guidanceMissing: true, guidance: { code: 'default', title: 'General after-care' } })
  })

  it('answers a repetition as the first time, and refuses its key for anything else', async () => {
    const agent = service.as('agent')
    const key = randomUUID()
    const first = await agent.post('/care-plans', { ...plan, contact: { phone: '13800000000' } }, { key })
    const again = await agent.post('/care-plans', { ...plan, contact: { phone: '13800000000' } }, { key })
    expect(again.body).toEqual({ ...first.body, repeated: true })
    expect(code(await agent.post('/care-plans', { ...plan, project: '热玛吉' }, { key }))).toEqual([422, 'IdempotencyKeyReused'])
    expect(code(await agent.post('/care-plans', { ...plan, contact: { phone: '13900000000' } }, { key }))).toEqual([422, 'IdempotencyKeyReused'])
    expect(code(await agent.post('/care-plans', plan, { key: null }))).toEqual([400, 'IdempotencyKeyMissing'])
  })

  it('says what is wrong with the body, by pointer and in both languages', async () => {
    const wrong = { customerId: 7, project: '光子嫩肤', treatmentCompletedAt: 'yesterday', price: 1 }
    const answer = await service.as('agent').post('/care-plans', wrong, { language: 'zh' })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest', title: '请求格式有误', titles: { en: 'The request is not well formed' } } })
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/customerId', '/price', '/treatmentCompletedAt'])
  })

  it('refuses a treatment to come, a pack that is none, and whoever may not', async () => {
    const agent = service.as('agent')
    expect(code(await agent.post('/care-plans', { ...plan, treatmentCompletedAt: '2026-03-09T15:00:00Z' }))).toEqual([422, 'TreatmentInFuture'])
    expect(code(await agent.post('/care-plans', { ...plan, pack: 'nothing' }))).toEqual([422, 'UnknownCarePack'])
    expect(code(await service.as('auditor').post('/care-plans', plan))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await service.anonymous.post('/care-plans', plan))).toEqual([401, 'TokenMissing'])
  })
})

describe('GET /care-plans/{id}', () => {
  it('is the customer\'s own, and nothing to others or to another tenant', async () => {
    const id = await start()
    expect((await service.as('customer', { id: 'lin' }).get(`/care-plans/${id}`)).status).toBe(200)
    expect(code(await service.as('customer', { id: 'mallory' }).get(`/care-plans/${id}`))).toEqual([404, 'NotFound'])
    expect(code(await service.as('agent', { tenant: 'other' }).get(`/care-plans/${id}`))).toEqual([404, 'NotFound'])
    expect(code(await service.as('finance-maker').get(`/care-plans/${id}`))).toEqual([403, 'RoleNotPermitted'])
  })
})

describe('care tasks', () => {
  it('are completed by their owner, and the list shows it once it has seen the position', async () => {
    const id = await start()
    const done = await service.as('agent').post(`/care-plans/${id}/tasks/greeting/completion`, { note: '已问候' })
    expect(done).toMatchObject({ status: 200, body: { id, version: 2, repeated: false } })
    await service.handled('care_task', done.body.position)
    const list = await service.as('agent').get(`/care-tasks?planId=${id}&min_position=${done.body.position}&limit=2`)
    expect(list.body.items).toMatchObject([{ taskId: 'greeting', status: 'done', late: false }, { taskId: 'guidance-day-1', status: 'open' }])
  })

  it('are listed by owner, due time and status, page by page', async () => {
    const id = await start()
    const { position } = (await service.as('agent').post(`/care-plans/${id}/tasks/greeting/completion`, {})).body
    await service.handled('care_task', position)
    const list = async (query: string): Promise<{ tasks: string[]; next: string | null }> => {
      const { items, next } = (await service.as('supervisor').get(`/care-tasks?planId=${id}&${query}`)).body
      return { tasks: items.map(({ taskId }: { taskId: string }) => taskId), next }
    }
    expect((await list('owner=operations')).tasks).toEqual(['survey-1-month'])
    expect((await list('owner=doctor&due_before=2026-03-05T16:00:00Z')).tasks).toEqual(['guidance-day-1', 'guidance-day-2', 'guidance-day-3'])
    expect((await list('status=done')).tasks).toEqual(['greeting'])
    const pages: string[][] = []
    for (let next: string | null = ''; next !== null;) {
      const page = await list(`limit=5${next ? `&after=${next}` : ''}`)
      pages.push(page.tasks)
      next = page.next
    }
    expect(pages.map(({ length }) => length)).toEqual([5, 5, 3])
    expect(new Set(pages.flat()).size).toBe(13)
  })

  it('show nothing to other tenants and to customers, and take no forged cursor', async () => {
    expect((await service.as('agent', { tenant: 'other' }).get('/care-tasks')).body).toEqual({ items: [], next: null })
    expect(code(await service.as('customer').get('/care-tasks'))).toEqual([403, 'RoleNotPermitted'])
    const agent = service.as('agent')
    for (const cursor of ['x', Buffer.from('["when","p","t"]').toString('base64url')]) {
      expect(code(await agent.get(`/care-tasks?after=${cursor}`))).toEqual([400, 'InvalidRequest'])
    }
    expect(code(await agent.get('/care-tasks?limit=201'))).toEqual([400, 'InvalidRequest'])
  })

  it('are only for whoever has passed the course, and as long as it counts (AC27)', async () => {
    const greet = `/care-plans/${await start()}/tasks/greeting/completion`
    const untrained = await service.as('agent', { id: 'newcomer' }).post(greet, {}, { language: 'zh' })
    expect(untrained).toMatchObject({ status: 403, body: { code: 'TrainingMissing', courses: ['after-care'], title: expect.stringMatching(/培训/) } })
    await givenTraining(service, 'newcomer')
    clock.instant = '2027-03-02T07:00:00.000Z'
    try {
      expect(code(await service.as('agent', { id: 'newcomer' }).post(greet, {}))).toEqual([403, 'TrainingMissing'])
    } finally {
      clock.instant = TREATED
    }
    expect((await service.as('agent', { id: 'newcomer' }).post(greet, {})).status).toBe(200)
  })

  it('refuse another owner, a second time, a stale version, another tenant', async () => {
    const id = await start()
    const greet = `/care-plans/${id}/tasks/greeting/completion`
    expect(code(await service.as('doctor').post(greet, {}))).toEqual([403, 'TaskOfAnotherOwner'])
    expect(code(await service.as('customer', { id: 'lin' }).post(greet, {}))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await service.as('agent', { tenant: 'other' }).post(greet, {}))).toEqual([404, 'UnknownCarePlan'])
    expect(code(await service.as('agent').post(greet, {}, { version: 7 }))).toEqual([412, 'StaleVersion'])
    expect((await service.as('agent').post(greet, {}, { version: 1 })).status).toBe(200)
    expect(code(await service.as('agent').post(greet, {}))).toEqual([409, 'TaskAlreadyDone'])
    expect(code(await service.as('agent').post(`/care-plans/${id}/tasks/dance/completion`, {}))).toEqual([404, 'UnknownTask'])
  })
})

describe('problems', () => {
  const register = async (planId: string, severity: string): Promise<string> =>
    (await service.as('customer', { id: 'lin' }).post(`/care-plans/${planId}/problems`, { severity, description: '两颊红热' })).body.problemId

  it('are reported by the customer, in their words, with owner and limit of their grade', async () => {
    const id = await start()
    const problemId = await register(id, 'ADVERSE_EVENT')
    const { body } = await service.as('doctor').get(`/care-plans/${id}`)
    expect(body.problems).toEqual([
      { problemId, severity: 'ADVERSE_EVENT', owner: 'doctor', dueAt: '2026-03-02T08:00:00.000Z', status: 'open', description: '两颊红热', textSealed: false },
    ])
    expect(code(await service.as('customer', { id: 'mallory' }).post(`/care-plans/${id}/problems`, { severity: 'MINOR' }))).toEqual([404, 'NotYourCarePlan'])
    const bySupervisor = await service.as('supervisor').post(`/care-plans/${id}/problems/${problemId}/resolution`, { remedy: 'TOP_UP' })
    expect(code(bySupervisor)).toEqual([403, 'ProblemOfAnotherOwner'])
  })

  it('are told in the customer\'s words only to whoever treats them and to the customer', async () => {
    const id = await start()
    await register(id, 'MODERATE')
    expect((await service.as('agent').post(`/care-plans/${id}/problems`, { severity: 'MINOR' })).status).toBe(201)
    const problemsFor = async (...reader: Parameters<TestService['as']>): Promise<unknown[]> =>
      (await service.as(...reader).get(`/care-plans/${id}`)).body.problems
    const ofCustomer = await problemsFor('customer', { id: 'lin' })
    expect(ofCustomer).toMatchObject([{ description: '两颊红热', textSealed: false }, { severity: 'MINOR', textSealed: false }])
    for (const role of ['agent', 'doctor', 'supervisor'] as const) expect(await problemsFor(role)).toEqual(ofCustomer)
    expect(await problemsFor(['customer', 'operations'], { id: 'lin' })).toEqual(ofCustomer)
    const { description: _description, ...withoutWords } = ofCustomer[0] as Record<string, unknown>
    for (const role of ['operations', 'auditor'] as const) expect(await problemsFor(role)).toEqual([{ ...withoutWords, textSealed: true }, ofCustomer[1]])
    expect(await problemsFor(['customer', 'operations'], { id: 'mallory' })).toEqual([{ ...withoutWords, textSealed: true }, ofCustomer[1]])
  })

  it('are settled by a refund that names a case of the same customer', async () => {
    const id = await start()
    const resolution = `/care-plans/${id}/problems/${await register(id, 'MODERATE')}/resolution`
    const supervisor = service.as('supervisor')
    const caseId = await givenRefundCase(service)
    const foreign = await start({ customerId: 'somebody-else' })
    const { problemId } = (await supervisor.post(`/care-plans/${foreign}/problems`, { severity: 'MINOR' })).body
    const ofAnother = `/care-plans/${foreign}/problems/${problemId}/resolution`
    expect(code(await supervisor.post(resolution, { remedy: 'REFUND' }))).toEqual([422, 'RefundNeedsCase'])
    expect(code(await supervisor.post(resolution, { remedy: 'REFUND', caseId: randomUUID() }))).toEqual([422, 'UnknownRefundCase'])
    expect(code(await supervisor.post(ofAnother, { remedy: 'REFUND', caseId }))).toEqual([422, 'UnknownRefundCase'])
    expect(code(await service.as('agent').post(resolution, { remedy: 'REFUND', caseId }))).toEqual([403, 'RoleNotPermitted'])
    expect((await supervisor.post(resolution, { remedy: 'REFUND', caseId, note: '已协商' })).status).toBe(200)
    const { body } = await supervisor.get(`/care-plans/${id}`)
    expect(body.problems).toMatchObject([{ status: 'resolved', remedy: 'REFUND', caseId }])
  })
})

describe('a recommendation', () => {
  it('is made once, a month later, to a satisfied customer who agreed', async () => {
    const id = await start({ project: '水光针' })
    const recommend = (body: object): Promise<TestAnswer> =>
      service.as('agent').post(`/care-plans/${id}/recommendation`, { recommendationId: 'hydra-collagen', ...body })
    expect((await service.as('agent').get(`/care-plans/${id}`)).body.recommendations).toMatchObject([{ recommendationId: 'hydra-collagen' }])
    expect(code(await recommend({ consentId: 'consent-1' }))).toEqual([409, 'TooEarly'])
    clock.instant = A_MONTH_LATER
    try {
      expect(code(await recommend({ consentId: 'consent-1' }))).toEqual([409, 'NotSatisfied'])
      expect((await service.as('operations').post(`/care-plans/${id}/tasks/survey-1-month/completion`, { score: 5 })).status).toBe(200)
      expect(code(await recommend({}))).toEqual([409, 'ConsentMissing'])
      expect((await recommend({ consentId: 'consent-1' })).status).toBe(201)
      expect(code(await recommend({ consentId: 'consent-1' }))).toEqual([409, 'AlreadyRecommended'])
    } finally {
      clock.instant = TREATED
    }
    expect((await service.as('agent').get(`/care-plans/${id}`)).body).toMatchObject({ recommended: true, satisfaction: 5 })
  })
})
