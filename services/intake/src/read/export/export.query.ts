import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore, verifyStream } from '@recourse/event-store'
import type { Clock } from '@recourse/kernel'
import { CLOCK, ProblemError, type Caller } from '@recourse/platform'
import { PackCatalogue } from '@recourse/policy'
import { concerns, refundCaseStream, type RefundCase, type RefundCaseEvent } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { caseBundle, type CaseBundle, type Reader } from './bundle.js'

export class ExportQuery extends Query<CaseBundle> {
  constructor(readonly caller: Caller, readonly caseId: string) {
    super()
  }
}

/** From the stored bytes themselves: a stream has at most 600 events, so one page holds it. */
@QueryHandler(ExportQuery)
export class ExportQueryHandler implements IQueryHandler<ExportQuery> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly packs: PackCatalogue,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caller, caseId }: ExportQuery): Promise<CaseBundle> {
    const { store, codec } = this.aggregates
    const stored = await store.readStream(refundCaseStream(caller.tenant, caseId))
    const events = stored.map((event) => codec.decode(event)) as RefundCaseEvent[]
    const state = events.reduce<RefundCase>((before, event) => this.decider.evolve(before, event), this.decider.initial)
    if (state.phase === 'unopened' || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound', { caseId })
    const pack = await this.packs.refundPack(caller.tenant, state.pack.id, state.pack.version)
    return caseBundle({ state, pack, stored, events, verification: verifyStream(stored), exportedAt: this.clock.now() }, readerOf(caller, state.customer), codec)
  }
}

const readerOf = (caller: Caller, customer: string): Reader => {
  if (caller.readsAsCustomerOf(customer)) return 'CUSTOMER'
  return caller.identity.actor.roles.some((role) => role === 'agent' || role === 'supervisor') ? 'STAFF' : 'AUDITOR'
}
