import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import { ProblemError, type Caller } from '@recourse/platform'
import { concerns, customerSteps, refundCaseStream, type OpenedCase } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { customerCase, type CustomerCase } from './customer-case.js'

/** Staff see the whole state, whoever is only a customer what it says to them. */
export type CaseView = (OpenedCase | CustomerCase) & {
  readonly steps: ReturnType<typeof customerSteps>
  readonly version: number
}

export class CaseQuery extends Query<CaseView> {
  constructor(readonly caller: Caller, readonly caseId: string) {
    super()
  }
}

/** The case as it stands now, folded from its stream; whoever is only a customer sees only their own, and of it what is theirs. */
@QueryHandler(CaseQuery)
export class CaseQueryHandler implements IQueryHandler<CaseQuery> {
  constructor(private readonly aggregates: AggregateStore, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider) {}

  async execute({ caller, caseId }: CaseQuery): Promise<CaseView> {
    const { state, version } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    if (state.phase === 'unopened' || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound', { caseId })
    return { ...(caller.isOnlyCustomer ? customerCase(state) : state), steps: customerSteps(state), version }
  }
}
