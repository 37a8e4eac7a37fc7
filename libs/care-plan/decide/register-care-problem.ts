import { permittedRole, type Decision } from '@recourse/kernel'
import { dueAt, type CarePack, type WorkingCalendar } from '@recourse/policy'
import type { RegisterCareProblem } from '../commands.js'
import { CareProblemRegistered } from '../events/index.js'
import { carePlanPermissions } from '../permissions.js'
import { refuse } from '../refusals.js'
import type { StartedPlan } from '../state.js'

/** At any time, by the customer or staff. The severity gives owner and limit: an adverse event goes to a doctor at once. */
export const registerCareProblem = (command: RegisterCareProblem, plan: StartedPlan, pack: CarePack, calendar: WorkingCalendar): Decision => {
  const { problemId, severity, actor, now } = command
  const asCustomer = permittedRole(carePlanPermissions, command.type, actor) === 'customer'
  if (asCustomer && actor.id !== plan.customer) return refuse('NotYourCarePlan')
  if (plan.problems[problemId]) return refuse('ProblemAlreadyRegistered', { problemId })
  const { role, due } = pack.plan.problems[severity]
  return [CareProblemRegistered({ problemId, severity, owner: role, ...dueAt(due, now, calendar) }, command.personal)]
}
