import { permittedRole, type Decision, type Refusal } from '@recourse/kernel'
import type { CarePack } from '@recourse/policy'
import type { CompleteCareTask } from '../commands.js'
import { CareTaskCompleted } from '../events/index.js'
import { carePlanPermissions } from '../permissions.js'
import { refuse } from '../refusals.js'
import type { StartedPlan, TaskState } from '../state.js'

/** By the task's owner, a helper or a supervisor, from its first day on; late is possible and recorded. */
export const completeCareTask = (command: CompleteCareTask, plan: StartedPlan, pack: CarePack): Decision => {
  const { taskId, score, now } = command
  // The id comes from an address: `constructor` is no task.
  const task = Object.hasOwn(plan.tasks, taskId) ? plan.tasks[taskId] : undefined
  if (!task) return refuse('UnknownTask', { taskId })
  if (task.commercial) return refuse('OnlyByRecommendation', { taskId })
  return notAllowed(command, task) ?? untrained(command, pack) ?? wrongScore(task, score)
    ?? [CareTaskCompleted({ taskId, late: now > task.dueAt, ...(score === undefined ? {} : { score }) }, command.personal)]
}

const notAllowed = ({ taskId, actor, now }: CompleteCareTask, task: TaskState): Refusal | undefined => {
  const permitted = [task.owner, ...task.helpers, 'supervisor' as const]
  if (!actor.roles.some((role) => permitted.includes(role))) return refuse('TaskOfAnotherOwner', { taskId, permitted })
  if (task.done) return refuse('TaskAlreadyDone', { taskId })
  return task.from && now < task.from ? refuse('TooEarly', { taskId, from: task.from }) : undefined
}

/** Seed 002: staff are trained first (内部培训先行). A service that sends a questionnaire is no staff. */
const untrained = ({ type, actor, facts }: CompleteCareTask, { trainingForTasks }: CarePack): Refusal | undefined => {
  if (permittedRole(carePlanPermissions, type, actor) === 'service') return undefined
  const courses = trainingForTasks.filter((course) => !facts?.training?.includes(course))
  return courses.length > 0 ? refuse('TrainingMissing', { courses }) : undefined
}

const wrongScore = (task: TaskState, score: number | undefined): Refusal | undefined => {
  if (score === undefined) return undefined
  if (task.stage !== 'satisfaction-survey') return refuse('ScoreOnlyInSurvey', { taskId: task.id })
  return Number.isInteger(score) && score >= 1 && score <= 5 ? undefined : refuse('ScoreOutOfRange', { score })
}
