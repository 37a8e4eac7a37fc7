import { ApiProperty } from '@nestjs/swagger'
import type { Remedy } from '@recourse/care-plan'
import type { Instant, Role } from '@recourse/kernel'
import type { Severity } from '@recourse/policy'
import { CARE_TASK_STATUSES, type CareTaskStatus } from '../care-tasks/care-task.projection.js'

export class GuidanceView {
  @ApiProperty()
  code: string

  @ApiProperty({ example: '光子嫩肤' })
  title: string

  @ApiProperty({ type: [String] })
  first24Hours: string[]

  @ApiProperty({ type: [String] })
  dietAndRest: string[]

  @ApiProperty({ type: [String] })
  forbidden: string[]

  @ApiProperty({ type: [String], description: 'Kept apart from medical advice' })
  products: string[]
}

export class PlanTaskView {
  @ApiProperty()
  taskId: string

  @ApiProperty()
  title: string

  @ApiProperty()
  stage: string

  @ApiProperty({ description: 'The one role that answers for it' })
  owner: Role

  @ApiProperty({ type: [String] })
  helpers: Role[]

  @ApiProperty({ required: false, description: 'Not to be done before; absent = at once' })
  from?: Instant

  @ApiProperty()
  dueAt: Instant

  @ApiProperty({ enum: CARE_TASK_STATUSES })
  status: CareTaskStatus

  @ApiProperty()
  commercial: boolean
}

export class PlanProblemView {
  @ApiProperty()
  problemId: string

  @ApiProperty()
  severity: Severity

  @ApiProperty()
  owner: Role

  @ApiProperty()
  dueAt: Instant

  @ApiProperty({ enum: ['open', 'overdue', 'resolved'] })
  status: 'open' | 'overdue' | 'resolved'

  @ApiProperty({ required: false, description: 'What was said of it; absent when that is nothing or sealed' })
  description?: string

  @ApiProperty({ description: 'Something was said that is not shown: to this reader\'s roles, or to anybody since the customer was erased' })
  textSealed: boolean

  @ApiProperty({ required: false })
  remedy?: Remedy

  @ApiProperty({ required: false, description: 'The refund case of a REFUND' })
  caseId?: string
}

export class RecommendationView {
  @ApiProperty()
  recommendationId: string

  @ApiProperty()
  title: string
}

export class CarePlanView {
  @ApiProperty()
  planId: string

  @ApiProperty({ description: 'Pseudonym' })
  customerId: string

  @ApiProperty({ required: false })
  orderId?: string

  @ApiProperty()
  project: string

  @ApiProperty()
  treatmentCompletedAt: Instant

  @ApiProperty({ description: 'Care pack in force at the treatment; the plan keeps it' })
  pack: { id: string; version: string }

  @ApiProperty({ type: GuidanceView })
  guidance: GuidanceView

  @ApiProperty({ description: 'True when the pack has no guidance for the project: a person adds what is missing' })
  guidanceMissing: boolean

  @ApiProperty({ type: [PlanTaskView] })
  tasks: PlanTaskView[]

  @ApiProperty({ type: [PlanProblemView] })
  problems: PlanProblemView[]

  @ApiProperty({ required: false, description: 'The latest score of the survey, 1–5' })
  satisfaction?: number

  @ApiProperty({ type: [RecommendationView], description: 'What the pack offers for the project; made only with consent, and once' })
  recommendations: RecommendationView[]

  @ApiProperty()
  recommended: boolean

  @ApiProperty()
  version: number
}
