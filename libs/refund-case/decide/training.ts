import type { Refusal } from '@recourse/kernel'
import { refuse } from '../refusals.js'
import type { Rules } from './stage-opening.js'

/** Courses that whoever sends the command has passed and that have not expired, as the handler read them; none when it read nothing. */
export interface TrainingFacts {
  readonly training?: readonly string[]
}

/** Nobody decides about money without the training that the pack asks for. */
export const trainingMissing = ({ facts }: { readonly facts?: TrainingFacts }, { pack }: Rules): Refusal | undefined => {
  const courses = pack.trainingForDecision.filter((course) => !facts?.training?.includes(course))
  return courses.length > 0 ? refuse('TrainingMissing', { courses }) : undefined
}
