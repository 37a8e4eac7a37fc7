import type { Permissions } from '@recourse/kernel'
import type { TrainingCommand } from './commands.js'

/** Who may send what. Nobody for themselves: that is checked in `decide/`. */
export const trainingPermissions: Permissions<TrainingCommand['type']> = {
  RecordTraining: ['operations', 'admin'],
  RevokeTraining: ['operations', 'admin'],
}
