import type { Decision } from '@recourse/kernel'
import type { ResolveCareProblem } from '../commands.js'
import { CareProblemResolved } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { StartedPlan } from '../state.js'

/** By the role that owns the problem, so that nobody but a doctor closes an adverse event. */
export const resolveCareProblem = (command: ResolveCareProblem, plan: StartedPlan): Decision => {
  const { problemId, remedy, caseId, actor } = command
  const problem = plan.problems[problemId]
  if (!problem) return refuse('UnknownProblem', { problemId })
  if (!actor.roles.includes(problem.owner)) return refuse('ProblemOfAnotherOwner', { problemId, owner: problem.owner })
  if (problem.resolved) return refuse('ProblemAlreadyResolved', { problemId })
  if (remedy === 'REFUND' && !caseId) return refuse('RefundNeedsCase', { problemId })
  if (remedy !== 'REFUND' && caseId) return refuse('CaseOnlyForRefund', { problemId, remedy })
  return [CareProblemResolved({ problemId, remedy, ...(caseId ? { caseId } : {}) }, command.personal)]
}
