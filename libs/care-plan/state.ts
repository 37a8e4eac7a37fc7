import type { Instant, Role } from '@recourse/kernel'
import type { Severity } from '@recourse/policy'
import type { CarePlanStarted, CareTask } from './events/index.js'

export interface TaskState extends CareTask {
  readonly done: boolean
  readonly overdue: boolean
}

export interface CareProblem {
  readonly severity: Severity
  readonly owner: Role
  readonly dueAt: Instant
  readonly resolved: boolean
  readonly overdue: boolean
}

export interface StartedPlan extends Omit<ReturnType<typeof CarePlanStarted>['data'], 'tasks'> {
  readonly started: true
  readonly tasks: Readonly<Record<string, TaskState>>
  readonly problems: Readonly<Record<string, CareProblem>>
  /** The latest score of the survey, 1–5. */
  readonly satisfaction?: number
  readonly recommended: boolean
}

export type CarePlan = { readonly started: false } | StartedPlan

export const NO_PLAN: CarePlan = { started: false }
