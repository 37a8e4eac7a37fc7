import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { isUUID } from 'class-validator'
import { AggregateStore } from '@recourse/event-store'
import type { Clock } from '@recourse/kernel'
import { CLOCK, ProblemError, type Caller } from '@recourse/platform'
import { PackCatalogue, WorkingCalendar } from '@recourse/policy'
import {
  concerns, explainDeadline, refundCaseStream, STAGES, stageDeadlinesOf, type DeadlineExplanation, type OpenedCase, type RefundCaseEvent, type StageDeadline,
} from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'

export interface Deadlines {
  readonly caseId: string
  readonly deadlines: readonly StageDeadline[]
}

export class DeadlinesQuery extends Query<Deadlines> {
  constructor(readonly caller: Caller, readonly caseId: string) {
    super()
  }
}

export class ExplainDeadlineQuery extends Query<DeadlineExplanation> {
  /** `<caseId>.<stage>` */
  constructor(readonly caller: Caller, readonly id: string) {
    super()
  }
}

interface ReadCase {
  readonly state: OpenedCase
  readonly events: readonly RefundCaseEvent[]
}

/** Whoever is only a customer reads only their own case. */
const readCase = async (aggregates: AggregateStore, decider: RefundCaseDecider, caller: Caller, caseId: string): Promise<ReadCase> => {
  const { state, events } = await aggregates.load(decider, refundCaseStream(caller.tenant, caseId))
  if (state.phase === 'unopened' || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound', { caseId })
  return { state, events: events as readonly RefundCaseEvent[] }
}

@QueryHandler(DeadlinesQuery)
export class DeadlinesQueryHandler implements IQueryHandler<DeadlinesQuery> {
  constructor(private readonly aggregates: AggregateStore, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider) {}

  async execute({ caller, caseId }: DeadlinesQuery): Promise<Deadlines> {
    const { events } = await readCase(this.aggregates, this.decider, caller, caseId)
    return { caseId, deadlines: stageDeadlinesOf(events) }
  }
}

/** From the events of the case alone, so that it explains what was recorded and not what a view has made of it. */
@QueryHandler(ExplainDeadlineQuery)
export class ExplainDeadlineQueryHandler implements IQueryHandler<ExplainDeadlineQuery> {
  constructor(
    private readonly aggregates: AggregateStore,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    private readonly packs: PackCatalogue,
    private readonly calendar: WorkingCalendar,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caller, id }: ExplainDeadlineQuery): Promise<DeadlineExplanation> {
    const [caseId = '', name] = id.split('.')
    const stage = STAGES.find((known) => known === name)
    if (!isUUID(caseId) || !stage) throw new ProblemError('NotFound', { detail: 'the id of a deadline is <caseId>.<stage>', deadline: id })
    const { state, events } = await readCase(this.aggregates, this.decider, caller, caseId)
    const pack = await this.packs.refundPack(caller.tenant, state.pack.id, state.pack.version)
    const explained = explainDeadline(events, stage, pack, this.calendar, this.clock.now())
    if (!explained) throw new ProblemError('NotFound', { detail: `the case was never in ${stage}`, deadline: id })
    return explained
  }
}
