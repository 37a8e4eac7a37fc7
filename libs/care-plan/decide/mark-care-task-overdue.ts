import type { Decision } from '@recourse/kernel'
import type { MarkCareTaskOverdue } from '../commands.js'
import { CareTaskOverdue } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { StartedPlan } from '../state.js'

/** A recommendation is never owed, so it is never overdue. */
export const markCareTaskOverdue = ({ taskId, now }: MarkCareTaskOverdue, plan: StartedPlan): Decision => {
  const task = plan.tasks[taskId]
  if (!task) return refuse('UnknownTask', { taskId })
  const stale = task.done || task.overdue || task.commercial || now <= task.dueAt
  return stale ? [] : [CareTaskOverdue({ taskId, owner: task.owner, dueAt: task.dueAt })]
}
