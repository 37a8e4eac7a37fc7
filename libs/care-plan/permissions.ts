import type { Permissions } from '@recourse/kernel'
import type { CarePlanCommand } from './commands.js'

/** Who may send what. Whose task or problem it is, is checked in `decide/`. */
export const carePlanPermissions: Permissions<CarePlanCommand['type']> = {
  StartCarePlan: ['agent', 'doctor', 'service'],
  CompleteCareTask: ['agent', 'doctor', 'supervisor', 'operations', 'service'],
  MarkCareTaskOverdue: ['service'],
  RegisterCareProblem: ['agent', 'doctor', 'supervisor', 'operations', 'service', 'customer'],
  MarkCareProblemOverdue: ['service'],
  ResolveCareProblem: ['supervisor', 'doctor'],
  MakeRecommendation: ['agent'],
}
