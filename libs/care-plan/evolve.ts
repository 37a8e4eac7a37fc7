import { assertNever } from '@recourse/kernel'
import type { CarePlanEvent } from './events/index.js'
import type { CarePlan, CareProblem, StartedPlan, TaskState } from './state.js'

export const evolve = (plan: CarePlan, event: CarePlanEvent): CarePlan => {
  if (event.type === 'CarePlanStarted') {
    const tasks = Object.fromEntries(event.data.tasks.map((task) => [task.id, { ...task, done: false, overdue: false }]))
    return { ...event.data, started: true, tasks, problems: {}, recommended: false }
  }
  if (!plan.started) throw new Error(`a care plan begins with CarePlanStarted, not ${event.type}`)
  switch (event.type) {
    case 'CareTaskCompleted': {
      const { taskId, score } = event.data
      return { ...changeTask(plan, taskId, { done: true }), ...(score === undefined ? {} : { satisfaction: score }) }
    }
    case 'CareTaskOverdue': return changeTask(plan, event.data.taskId, { overdue: true })
    case 'CareProblemRegistered': {
      const { problemId, severity, owner, dueAt } = event.data
      return { ...plan, problems: { ...plan.problems, [problemId]: { severity, owner, dueAt, resolved: false, overdue: false } } }
    }
    case 'CareProblemOverdue': return changeProblem(plan, event.data.problemId, { overdue: true })
    case 'CareProblemResolved': return changeProblem(plan, event.data.problemId, { resolved: true })
    case 'RecommendationMade': return { ...plan, recommended: true }
    default: return assertNever(event)
  }
}

const changeTask = (plan: StartedPlan, id: string, change: Partial<TaskState>): StartedPlan =>
  ({ ...plan, tasks: { ...plan.tasks, [id]: { ...plan.tasks[id]!, ...change } } })

const changeProblem = (plan: StartedPlan, id: string, change: Partial<CareProblem>): StartedPlan =>
  ({ ...plan, problems: { ...plan.problems, [id]: { ...plan.problems[id]!, ...change } } })
