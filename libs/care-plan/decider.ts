import { assertNever, streamName, type Decider, type Decision } from '@recourse/kernel'
import type { PackLookup, WorkingCalendar } from '@recourse/policy'
import type { CarePlanCommand, StartCarePlan } from './commands.js'
import { completeCareTask } from './decide/complete-care-task.js'
import { makeRecommendation } from './decide/make-recommendation.js'
import { markCareProblemOverdue } from './decide/mark-care-problem-overdue.js'
import { markCareTaskOverdue } from './decide/mark-care-task-overdue.js'
import { registerCareProblem } from './decide/register-care-problem.js'
import { resolveCareProblem } from './decide/resolve-care-problem.js'
import { startCarePlan } from './decide/start-care-plan.js'
import { evolve } from './evolve.js'
import { carePlanPermissions } from './permissions.js'
import { refuse } from './refusals.js'
import { NO_PLAN, type CarePlan, type StartedPlan } from './state.js'

export const carePlanStream = (tenant: string, planId: string): string => streamName('carePlan', tenant, planId)

/**
 * Stream `carePlan-<tenant>.<planId>`. The packs never change under their id and version and a plan keeps its own, so `decide` stays pure.
 * @throws UnknownPack when a started plan names a pack version that is no longer loaded.
 */
export const carePlanDecider = (packs: PackLookup, calendar: WorkingCalendar): Decider<CarePlan, CarePlanCommand> => ({
  category: 'carePlan',
  initial: NO_PLAN,
  permissions: carePlanPermissions,
  evolve,
  prepare: async (command, plan) => {
    if (command.type === 'StartCarePlan') await packs.load?.(command.tenant, command.pack)
    else if (plan.started) await packs.load?.(command.tenant, plan.pack.id, plan.pack.version)
  },
  decide: (command, plan) => {
    if (command.type === 'StartCarePlan') return plan.started ? refuse('CarePlanAlreadyStarted') : startCarePlan(command, packs)
    return plan.started ? decideStarted(command, plan, packs, calendar) : refuse('UnknownCarePlan')
  },
})

const decideStarted = (command: Exclude<CarePlanCommand, StartCarePlan>, plan: StartedPlan, packs: PackLookup, calendar: WorkingCalendar): Decision => {
  const pack = packs.getCare(plan.pack.id, plan.pack.version, command.tenant)
  switch (command.type) {
    case 'CompleteCareTask': return completeCareTask(command, plan, pack)
    case 'MarkCareTaskOverdue': return markCareTaskOverdue(command, plan)
    case 'RegisterCareProblem': return registerCareProblem(command, plan, pack, calendar)
    case 'MarkCareProblemOverdue': return markCareProblemOverdue(command, plan)
    case 'ResolveCareProblem': return resolveCareProblem(command, plan)
    case 'MakeRecommendation': return makeRecommendation(command, plan, pack)
    default: return assertNever(command)
  }
}
