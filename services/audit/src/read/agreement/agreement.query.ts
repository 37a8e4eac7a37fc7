import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import type { EventOf, Instant } from '@recourse/kernel'
import { ProblemError, type Caller } from '@recourse/platform'
import { AgreementDrafted, concerns, PARTIES, refundCaseStream, SIGNING_STATEMENT, type Agreement, type Party } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'

type Drafted = EventOf<typeof AgreementDrafted>['data']

/** The agreement that stands, as data: what the document says, its hash, and who has read and signed it. */
export interface AgreementView extends Drafted {
  /** What a signature says, word for word. */
  readonly statement: typeof SIGNING_STATEMENT
  readonly readAt: Readonly<Partial<Record<Party, Instant>>>
  readonly signedBy: readonly Party[]
}

export class AgreementQuery extends Query<AgreementView> {
  constructor(readonly caller: Caller, readonly caseId: string) {
    super()
  }
}

@QueryHandler(AgreementQuery)
export class AgreementQueryHandler implements IQueryHandler<AgreementQuery> {
  constructor(private readonly aggregates: AggregateStore, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider) {}

  async execute({ caller, caseId }: AgreementQuery): Promise<AgreementView> {
    const { state, events } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    if (state.phase === 'unopened' || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound', { caseId })
    const agreement = state.settlement?.agreement
    const drafted = agreement && events.findLast((event): event is EventOf<typeof AgreementDrafted> => event.type === AgreementDrafted.type)
    if (!drafted) throw new ProblemError('NotFound', { caseId, detail: 'no agreement stands in this case' })
    return viewOf(drafted.data, agreement)
  }
}

const viewOf = (drafted: Drafted, { readAt, signedBy }: Agreement): AgreementView => ({
  ...drafted, statement: SIGNING_STATEMENT, readAt, signedBy: PARTIES.filter((party) => signedBy[party]),
})
