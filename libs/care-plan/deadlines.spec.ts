import { describe, expect, it } from '@jest/globals'
import { adverseEvent, greeted, recommended, resolved, started } from './care-plan.fixture.js'
import { carePlanDeadlinesOf, CareProblemOverdue, CareTaskOverdue, commandAtCarePlanDeadline } from './index.js'
import { recorded } from './spec-support.js'

const changes = (event: Parameters<typeof recorded>[0]) => carePlanDeadlinesOf(recorded(event))

describe('deadlines of a care plan', () => {
  it('are set for every task but the recommendation', () => {
    const { set, clear } = changes(started)
    expect(clear).toEqual([])
    expect(set).toHaveLength(12)
    expect(set[0]).toEqual({ name: 'task/greeting', dueAt: '2026-01-31T15:59:59.999Z', data: { taskId: 'greeting' } })
    expect(set.map(({ name }) => name)).not.toContain('task/recommendation')
  })

  it('are cleared when the task is done or was marked', () => {
    expect(changes(greeted)).toEqual({ set: [], clear: ['task/greeting'] })
    expect(changes(CareTaskOverdue({ taskId: 'greeting', owner: 'agent', dueAt: '2026-01-31T15:59:59.999Z' }))).toEqual({ set: [], clear: ['task/greeting'] })
  })

  it('follow a problem', () => {
    expect(changes(adverseEvent)).toEqual({ set: [{ name: 'problem/problem-1', dueAt: '2026-02-13T03:00:00.000Z', data: { problemId: 'problem-1' } }], clear: [] })
    expect(changes(resolved)).toEqual({ set: [], clear: ['problem/problem-1'] })
    expect(changes(CareProblemOverdue({ problemId: 'problem-1', owner: 'doctor', dueAt: '2026-02-13T03:00:00.000Z' }))).toEqual({ set: [], clear: ['problem/problem-1'] })
  })

  it('do not follow a recommendation', () => {
    expect(changes(recommended)).toEqual({ set: [], clear: [] })
  })

  it('send the command that marks', () => {
    expect(commandAtCarePlanDeadline({ data: { taskId: 'greeting' } })).toEqual({ type: 'MarkCareTaskOverdue', taskId: 'greeting' })
    expect(commandAtCarePlanDeadline({ data: { problemId: 'problem-1' } })).toEqual({ type: 'MarkCareProblemOverdue', problemId: 'problem-1' })
  })
})
