import { assertNever, type Instant } from '@recourse/kernel'
import type { CarePlanEvent } from './events/index.js'

/** `data` is what the command at the deadline needs. One name per task and per problem: `task/greeting`, `problem/<id>`. */
export type CarePlanDeadline =
  | { readonly name: `task/${string}`; readonly dueAt: Instant; readonly data: { readonly taskId: string } }
  | { readonly name: `problem/${string}`; readonly dueAt: Instant; readonly data: { readonly problemId: string } }

export interface CarePlanDeadlineChanges {
  readonly set: readonly CarePlanDeadline[]
  readonly clear: readonly CarePlanDeadline['name'][]
}

/** What an event does to the deadlines of its plan. A recommendation has none: it is never owed. */
export const carePlanDeadlinesOf = (event: CarePlanEvent): CarePlanDeadlineChanges => {
  switch (event.type) {
    case 'CarePlanStarted': return {
      set: event.data.tasks.filter(({ commercial }) => !commercial).map(({ id, dueAt }) => ({ name: `task/${id}`, dueAt, data: { taskId: id } })),
      clear: [],
    }
    case 'CareTaskCompleted':
    case 'CareTaskOverdue': return { set: [], clear: [`task/${event.data.taskId}`] }
    case 'CareProblemRegistered': {
      const { problemId, dueAt } = event.data
      return { set: [{ name: `problem/${problemId}`, dueAt, data: { problemId } }], clear: [] }
    }
    case 'CareProblemOverdue':
    case 'CareProblemResolved': return { set: [], clear: [`problem/${event.data.problemId}`] }
    case 'RecommendationMade': return { set: [], clear: [] }
    default: return assertNever(event)
  }
}

/** The command that a due deadline sends, without its context. */
export const commandAtCarePlanDeadline = ({ data }: Pick<CarePlanDeadline, 'data'>) =>
  'taskId' in data ? ({ type: 'MarkCareTaskOverdue', taskId: data.taskId } as const) : ({ type: 'MarkCareProblemOverdue', problemId: data.problemId } as const)
