import type { Decision } from '@recourse/kernel'
import { addOffset, endOfShanghaiDay, shanghaiDay, startOfShanghaiDay, type CarePack, type PackLookup } from '@recourse/policy'
import type { StartCarePlan } from '../commands.js'
import { CarePlanStarted, type CareTask } from '../events/index.js'
import { refuse } from '../refusals.js'

/** Lays out the pack's plan from the day of the treatment in Asia/Shanghai: a task may begin with its first day and is due at the end of its last. */
export const startCarePlan = (command: StartCarePlan, packs: PackLookup): Decision => {
  const { planId, customer, orderId, project, treatmentCompletedAt, now } = command
  if (treatmentCompletedAt > now) return refuse('TreatmentInFuture', { treatmentCompletedAt, now })
  const pack = packs.latestCare(command.pack, treatmentCompletedAt, command.tenant)
  if (!pack) return refuse('UnknownCarePack', { pack: command.pack, treatmentCompletedAt })
  const guidance = pack.guidance.find(({ code }) => code === project)
  return [CarePlanStarted({
    planId,
    customer,
    ...(orderId ? { orderId } : {}),
    project,
    guidance: (guidance ?? pack.defaultGuidance).code,
    guidanceMissing: !guidance,
    treatmentCompletedAt,
    pack: { id: pack.id, version: pack.version },
    tasks: tasksOf(pack, shanghaiDay(treatmentCompletedAt)),
  }, command.personal)]
}

const tasksOf = ({ plan }: CarePack, day: string): CareTask[] =>
  plan.tasks.map(({ id, stage, from, due, commercial }) => {
    const { role, helpers } = plan.stages.find((row) => row.stage === stage)!
    return {
      id,
      stage,
      owner: role,
      helpers: [...helpers],
      ...(from ? { from: startOfShanghaiDay(addOffset(day, from)) } : {}),
      dueAt: endOfShanghaiDay(addOffset(day, due)),
      commercial: commercial ?? false,
    }
  })
