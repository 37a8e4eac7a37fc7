import type { EventOf } from '@recourse/kernel'
import { CarePlanStarted } from './care-plan-started.js'
import { CareProblemOverdue } from './care-problem-overdue.js'
import { CareProblemRegistered } from './care-problem-registered.js'
import { CareProblemResolved } from './care-problem-resolved.js'
import { CareTaskCompleted } from './care-task-completed.js'
import { CareTaskOverdue } from './care-task-overdue.js'
import { RecommendationMade } from './recommendation-made.js'

/** Every event of a care plan's stream. */
export const carePlanEvents = [
  CarePlanStarted, CareTaskCompleted, CareTaskOverdue, CareProblemRegistered, CareProblemOverdue, CareProblemResolved, RecommendationMade,
] as const

/** A recorded event of a care plan, discriminated by `type`. */
export type CarePlanEvent = EventOf<(typeof carePlanEvents)[number]>

export * from './care-plan-started.js'
export * from './care-problem-overdue.js'
export * from './care-problem-registered.js'
export * from './care-problem-resolved.js'
export * from './care-task-completed.js'
export * from './care-task-overdue.js'
export * from './recommendation-made.js'
export { REMEDIES } from './fields.js'
export type { CareTask, Remedy } from './fields.js'
