import { addMilliseconds, type Decision, type Refusal } from '@recourse/kernel'
import type { Curricula, Curriculum } from '@recourse/policy'
import type { RecordTraining } from '../commands.js'
import { TrainingFailed, TrainingPassed } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Training } from '../state.js'

const DAY_ms = 86_400_000

/** Passed when the score reaches the mark and every item of the course was taught, now or before; nobody teaches, or records, themselves. */
export const recordTraining = (command: RecordTraining, training: Training, curricula: Curricula): Decision => {
  const { person, course, items, score_percent, heldAt, trainer } = command
  const curriculum = curricula.get(course)
  if (!curriculum) return refuse('UnknownCourse', { course, known: [...curricula.keys()] })
  const refusal = notAssessable(command, curriculum)
  if (refusal) return refusal
  const { passMark_percent, validFor_days } = curriculum
  const assessment = { person, course, curriculum: curriculum.version, items: [...items], score_percent, passMark_percent, trainer }
  const missing = curriculum.items.map(({ id }) => id).filter((id) => !items.includes(id) && !training.courses[course]?.covered.includes(id))
  return score_percent >= passMark_percent && missing.length === 0
    ? [TrainingPassed({ ...assessment, passedAt: heldAt, validUntil: addMilliseconds(heldAt, validFor_days * DAY_ms) })]
    : [TrainingFailed({ ...assessment, heldAt, missing })]
}

const notAssessable = ({ person, items, score_percent, heldAt, trainer, actor, now }: RecordTraining, curriculum: Curriculum): Refusal | undefined => {
  if (trainer === person || actor.id === person) return refuse('TrainerIsTrainee')
  const unknown = items.filter((item) => !curriculum.items.some(({ id }) => id === item))
  if (unknown.length > 0 || items.length === 0) return refuse('UnknownItem', { unknown, known: curriculum.items.map(({ id }) => id) })
  if (!Number.isInteger(score_percent) || score_percent < 0 || score_percent > 100) return refuse('ScoreOutOfRange', { score_percent })
  return heldAt > now ? refuse('HeldInFuture', { heldAt }) : undefined
}
