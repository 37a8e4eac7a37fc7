import type { Decision } from '@recourse/kernel'
import type { RevokeTraining } from '../commands.js'
import { TrainingRevoked } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Training } from '../state.js'

export const revokeTraining = ({ course, reason, actor }: RevokeTraining, { person, courses }: Training): Decision => {
  if (person === undefined || !(Object.hasOwn(courses, course) && courses[course]!.passed)) return refuse('NotTrained', { course })
  return actor.id === person ? refuse('TrainerIsTrainee') : [TrainingRevoked({ person, course, reason })]
}
