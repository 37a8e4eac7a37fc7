import type { AggregateStore } from '@recourse/event-store'
import type { Clock } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { trainingRecord, trainingStream, validCourses } from '@recourse/training'

/** The courses of the installation: `@Inject(CURRICULA) curricula: Curricula`. */
export const CURRICULA = Symbol('curricula')

/** Courses that whoever asks has passed and that count now: what deciders look at before somebody decides. */
export const trainingOf = async (aggregates: AggregateStore, clock: Clock, { tenant, identity }: Caller): Promise<string[]> => {
  const { state } = await aggregates.load(trainingRecord, trainingStream(tenant, identity.actor.id))
  return validCourses(state, clock.now())
}
