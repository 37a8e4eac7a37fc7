import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import { casePathOf, flowOf, type CasePath, type FlowChart } from '@recourse/flow-chart'
import type { Clock } from '@recourse/kernel'
import { CLOCK, ProblemError, type Caller } from '@recourse/platform'
import { PackCatalogue } from '@recourse/policy'
import { concerns, evolveRefundCase, refundCaseStream, UNOPENED, type RefundCase, type RefundCaseEvent } from '@recourse/refund-case'

export interface CaseFlow {
  readonly chart: FlowChart
  readonly path: CasePath
}

export class CaseFlowQuery extends Query<CaseFlow> {
  constructor(readonly caller: Caller, readonly caseId: string) {
    super()
  }
}

/** Advice that staff take among themselves: no stage, and nothing that its customer is told. */
const UNTOLD: ReadonlySet<RefundCaseEvent['type']> = new Set<RefundCaseEvent['type']>(['LegalOpinionRequested', 'LegalOpinionReceived', 'LegalOpinionOverdue'])

/** The chart of the case's own pack version, and its way through it. Whoever is only a customer sees only their own. */
@QueryHandler(CaseFlowQuery)
export class CaseFlowQueryHandler implements IQueryHandler<CaseFlowQuery> {
  constructor(private readonly aggregates: AggregateStore, private readonly packs: PackCatalogue, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute({ caller, caseId }: CaseFlowQuery): Promise<CaseFlow> {
    const events = await this.aggregates.history(refundCaseStream(caller.tenant, caseId)) as RefundCaseEvent[]
    const state = events.reduce<RefundCase>(evolveRefundCase, UNOPENED)
    if (state.phase === 'unopened' || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound', { caseId })
    const chart = flowOf(await this.packs.refundPack(caller.tenant, state.pack.id, state.pack.version))
    const told = caller.readsAsCustomerOf(state.customer) ? events.filter(({ type }) => !UNTOLD.has(type)) : events
    return { chart, path: casePathOf(chart, told, this.clock.now()) }
  }
}
