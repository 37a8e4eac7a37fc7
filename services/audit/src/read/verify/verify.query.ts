import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { verifyAll, verifyStream, type EventStore, type Verification } from '@recourse/event-store'
import { parseStreamName } from '@recourse/kernel'
import { EVENT_STORE, ProblemError } from '@recourse/platform'
import { refundCaseStream } from '@recourse/refund-case'

export class VerifyQuery extends Query<Verification> {
  /** Without a case: everything of the tenant. */
  constructor(readonly tenant: string, readonly caseId?: string) {
    super()
  }
}

/** Computes every hash again from the stored bytes; nothing is believed that a view or a cache says. */
@QueryHandler(VerifyQuery)
export class VerifyQueryHandler implements IQueryHandler<VerifyQuery> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ tenant, caseId }: VerifyQuery): Promise<Verification> {
    if (caseId === undefined) return verifyAll(this.store, (event) => parseStreamName(event.stream).tenant === tenant)
    const events = await this.store.readStream(refundCaseStream(tenant, caseId))
    if (events.length === 0) throw new ProblemError('NotFound', { caseId })
    return verifyStream(events)
  }
}
