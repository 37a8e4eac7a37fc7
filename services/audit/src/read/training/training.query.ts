import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import type { Clock, Instant, Role } from '@recourse/kernel'
import { CLOCK, ProblemError, type Caller } from '@recourse/platform'
import type { Curricula, Curriculum } from '@recourse/policy'
import { completion_percent, trainingRecord, trainingStream, type Training } from '@recourse/training'
import { CURRICULA } from '../../training.js'
import type { CourseRecord, CurriculumView, TrainingRecordView } from './training.dto.js'

/** Whoever sees how others are trained. */
const OVERSEERS: readonly Role[] = ['supervisor', 'operations', 'admin', 'auditor']

export class TrainingRecordQuery extends Query<TrainingRecordView> {
  constructor(readonly caller: Caller, readonly person: string | undefined) {
    super()
  }
}

export class CurriculaQuery extends Query<CurriculumView[]> {
  constructor(readonly caller: Caller) {
    super()
  }
}

/** Folded from the person's own stream, so that it shows a write at once. */
@QueryHandler(TrainingRecordQuery)
export class TrainingRecordQueryHandler implements IQueryHandler<TrainingRecordQuery> {
  constructor(
    private readonly aggregates: AggregateStore, @Inject(CLOCK) private readonly clock: Clock, @Inject(CURRICULA) private readonly curricula: Curricula,
  ) {}

  async execute({ caller, person = caller.identity.actor.id }: TrainingRecordQuery): Promise<TrainingRecordView> {
    const { id, roles } = caller.identity.actor
    if (person !== id && !roles.some((role) => OVERSEERS.includes(role))) throw new ProblemError('RoleNotPermitted', { permitted: OVERSEERS })
    const { state } = await this.aggregates.load(trainingRecord, trainingStream(caller.tenant, person))
    return { person, courses: [...this.curricula.values()].map((curriculum) => courseRecord(state, curriculum, this.clock.now())) }
  }
}

const courseRecord = (training: Training, curriculum: Curriculum, now: Instant): CourseRecord => {
  const passed = training.courses[curriculum.id]?.passed
  const status = passed ? (now < passed.validUntil ? 'valid' : 'expired') : 'open'
  return { course: curriculum.id, title: curriculum.title, status, completion_percent: completion_percent(training, curriculum, now), ...passed }
}

@QueryHandler(CurriculaQuery)
export class CurriculaQueryHandler implements IQueryHandler<CurriculaQuery> {
  constructor(
    private readonly aggregates: AggregateStore, @Inject(CLOCK) private readonly clock: Clock, @Inject(CURRICULA) private readonly curricula: Curricula,
  ) {}

  async execute({ caller }: CurriculaQuery): Promise<CurriculumView[]> {
    const { state } = await this.aggregates.load(trainingRecord, trainingStream(caller.tenant, caller.identity.actor.id))
    return [...this.curricula.values()].map((curriculum) => ({ ...curriculum, completion_percent: completion_percent(state, curriculum, this.clock.now()) }))
  }
}
