import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { carePlanDecider, carePlanStream } from '@recourse/care-plan'
import { DeadlinePoller, Leases, PostgresFlowStore } from '@recourse/event-flow'
import { startTestService, TestClock, type TestService } from '@recourse/platform/testing'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { afterCare } from '../definition.js'
import { givenTraining, historyOf } from '../spec-support.js'
import { carePlanDeadlines } from './care-plan-deadlines.js'

const TREATED = '2026-03-02T07:00:00.000Z'
const LAST_OF_THE_DAY = '2026-03-02T15:59:59.999Z'
const NEXT_DAY = '2026-03-02T16:00:00.000Z'

const decider = carePlanDecider(loadPolicyPacks(), loadCalendar())
const clock = new TestClock(TREATED)
let service: TestService

beforeAll(async () => {
  service = await startTestService(afterCare, { clock })
  await givenTraining(service, 'agent')
})
afterAll(() => service.close())

/** Two pollers at the same moment, beside the one that the service runs. */
const pollTwice = async (): Promise<void> => {
  const { pool, aggregates } = service.infrastructure
  const pollers = ['a', 'b'].map((holder) => new DeadlinePoller({ state: new PostgresFlowStore(pool), aggregates, clock, leases: new Leases(pool, holder) }, carePlanDeadlines(decider)))
  await Promise.all(pollers.map((poller) => poller.fireDue()))
}

const startPlan = async (): Promise<{ id: string; seen: (position: string) => Promise<void> }> => {
  clock.instant = TREATED
  const { body } = await service.as('agent').post('/care-plans', { customerId: 'lin', project: '水光针', treatmentCompletedAt: TREATED })
  const seen = (position: string) => service.handled('care_plan_deadline', position)
  await seen(body.position)
  return { id: body.id, seen }
}

describe('deadlines of a care plan', () => {
  it('record an overdue task exactly once, from the moment after its last', async () => {
    const { id } = await startPlan()
    const stream = carePlanStream('demo', id)
    clock.instant = LAST_OF_THE_DAY
    await pollTwice()
    expect(await historyOf(service, stream)).toEqual(['CarePlanStarted'])
    clock.instant = NEXT_DAY
    await pollTwice()
    await pollTwice()
    expect(await historyOf(service, stream)).toEqual(['CarePlanStarted', 'CareTaskOverdue'])
    const { body } = await service.as('agent').get(`/care-plans/${id}`)
    expect(body.tasks.filter(({ status }: { status: string }) => status === 'overdue')).toMatchObject([{ taskId: 'greeting' }])
  })

  it('leave alone what was done or settled in time, and record an overdue problem', async () => {
    const { id, seen } = await startPlan()
    const stream = carePlanStream('demo', id)
    await service.as('agent').post(`/care-plans/${id}/tasks/greeting/completion`, {})
    const register = async (): Promise<string> => (await service.as('agent').post(`/care-plans/${id}/problems`, { severity: 'ADVERSE_EVENT' })).body.problemId
    const [settled, neglected] = [await register(), await register()]
    const { position } = (await service.as('doctor').post(`/care-plans/${id}/problems/${settled}/resolution`, { remedy: 'NONE' })).body
    await seen(position)
    clock.instant = NEXT_DAY
    await pollTwice()
    expect((await historyOf(service, stream)).slice(-2)).toEqual(['CareProblemResolved', 'CareProblemOverdue'])
    const { body } = await service.as('doctor').get(`/care-plans/${id}`)
    expect(body.problems).toMatchObject([{ problemId: settled, status: 'resolved' }, { problemId: neglected, status: 'overdue' }])
  })
})
