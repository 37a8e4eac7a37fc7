import type { Permissions } from '@recourse/kernel'
import type { SpotCheckCommand } from './commands.js'

/** Who may send what. Auditors read rounds and change nothing; whose case or action it is, is checked in `decide/`. */
export const spotCheckPermissions: Permissions<SpotCheckCommand['type']> = {
  CommitSpotCheck: ['supervisor', 'operations'],
  RevealSpotCheck: ['supervisor', 'operations'],
  AbandonSpotCheck: ['supervisor', 'operations'],
  AssignCheck: ['supervisor', 'operations'],
  CompleteCheck: ['reviewer', 'supervisor', 'operations'],
  OpenCorrectiveAction: ['supervisor', 'operations'],
  CompleteCorrectiveAction: ['agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations'],
  VerifyCorrectiveAction: ['supervisor', 'operations'],
  MarkCorrectiveActionOverdue: ['service'],
}
