import { assertNever, type Decider, type Decision } from '@recourse/kernel'
import type { Curricula } from '@recourse/policy'
import type { TrainingCommand } from './commands.js'
import { recordTraining } from './decide/record-training.js'
import { revokeTraining } from './decide/revoke-training.js'
import { evolve } from './evolve.js'
import { trainingPermissions } from './permissions.js'
import { UNTRAINED, type Training } from './state.js'

/** Stream `training-<tenant>.<person>`, see `trainingStream`. Events carry pass mark and validity, so a curriculum may change later. */
export const trainingDecider = (curricula: Curricula): Decider<Training, TrainingCommand> => ({
  category: 'training',
  initial: UNTRAINED,
  permissions: trainingPermissions,
  evolve,
  decide: (command, training): Decision => {
    switch (command.type) {
      case 'RecordTraining': return recordTraining(command, training, curricula)
      case 'RevokeTraining': return revokeTraining(command, training)
      default: return assertNever(command)
    }
  },
})

/** What reading a person's training takes: no curriculum. */
export const trainingRecord = { initial: UNTRAINED, evolve }
