import type { Decision } from '@recourse/kernel'
import type { MarkCareProblemOverdue } from '../commands.js'
import { CareProblemOverdue } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { StartedPlan } from '../state.js'

export const markCareProblemOverdue = ({ problemId, now }: MarkCareProblemOverdue, plan: StartedPlan): Decision => {
  const problem = plan.problems[problemId]
  if (!problem) return refuse('UnknownProblem', { problemId })
  const stale = problem.resolved || problem.overdue || now <= problem.dueAt
  return stale ? [] : [CareProblemOverdue({ problemId, owner: problem.owner, dueAt: problem.dueAt })]
}
