import { describe, expect, it } from '@jest/globals'
import { carePlanDecider, carePlanStream, type CarePlan, type CarePlanCommand } from '@recourse/care-plan'
import { rowsOf } from '@recourse/event-flow/testing'
import { StreamInMemory, type Role } from '@recourse/kernel'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { careTaskProjection } from './care-task.projection.js'

const TREATED = '2026-03-02T07:00:00.000Z'
const decider = carePlanDecider(loadPolicyPacks(), loadCalendar())

const as = (role: Role, now: string) => ({ id: `${role}-${now}`, tenant: 'demo', actor: { id: role, roles: [role] }, now, correlationId: 'c' })

const started = (): StreamInMemory<CarePlan, CarePlanCommand> =>
  new StreamInMemory(decider, carePlanStream('demo', 'plan-1')).given({
    type: 'StartCarePlan', planId: 'plan-1', customer: 'lin', project: 'hydra', treatmentCompletedAt: TREATED, pack: 'light-aesthetics-care',
    ...as('agent', TREATED),
  })

const taskOf = (stream: StreamInMemory<CarePlan, CarePlanCommand>, taskId: string) =>
  rowsOf(careTaskProjection, stream.events).find(({ task_id }) => task_id === taskId)

describe('care_task', () => {
  it('has a row per task from the start of the plan', () => {
    const rows = rowsOf(careTaskProjection, started().events)
    expect(rows).toHaveLength(13)
    expect(rows[1]).toEqual({
      tenant: 'demo', plan_id: 'plan-1', task_id: 'guidance-day-1', customer: 'lin', project: 'hydra',
      stage: 'recovery-guidance', owner: 'doctor', helpers: ['agent'], commercial: false, from_at: '2026-03-02T16:00:00.000Z',
      due_at: '2026-03-03T15:59:59.999Z', status: 'open', completed_at: null, late: false,
    })
  })

  it('shows a task as overdue, and as done late when it was done after all', () => {
    const stream = started().given({ type: 'MarkCareTaskOverdue', taskId: 'greeting', ...as('service', '2026-03-02T16:00:00.000Z') })
    expect(taskOf(stream, 'greeting')).toMatchObject({ status: 'overdue', completed_at: null })
    stream.given({ type: 'CompleteCareTask', taskId: 'greeting', facts: { training: ['after-care'] }, ...as('agent', '2026-03-03T01:00:00.000Z') })
    expect(taskOf(stream, 'greeting')).toMatchObject({ status: 'done', completed_at: '2026-03-03T01:00:00.000Z', late: true })
  })

  it('is not touched by problems', () => {
    const stream = started()
    const before = rowsOf(careTaskProjection, stream.events)
    stream.given({ type: 'RegisterCareProblem', problemId: 'problem-1', severity: 'MINOR', ...as('agent', TREATED) })
    expect(rowsOf(careTaskProjection, stream.events)).toEqual(before)
  })
})
