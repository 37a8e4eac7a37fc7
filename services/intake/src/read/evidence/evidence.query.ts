import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import { ProblemError, type Caller } from '@recourse/platform'
import { concerns, EvidenceAttached, refundCaseStream } from '@recourse/refund-case'
import type { EventOf } from '@recourse/kernel'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { EvidenceFiles } from '../../evidence-files.js'

export interface EvidenceContent {
  readonly content: Buffer
  readonly mediaType: string
  readonly sha256: string
}

export class EvidenceQuery extends Query<EvidenceContent> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly evidenceId: string) {
    super()
  }
}

@QueryHandler(EvidenceQuery)
export class EvidenceQueryHandler implements IQueryHandler<EvidenceQuery> {
  constructor(private readonly aggregates: AggregateStore, private readonly files: EvidenceFiles, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider) {}

  async execute({ caller, caseId, evidenceId }: EvidenceQuery): Promise<EvidenceContent> {
    const { state, events } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    const attached = events.find((event): event is EventOf<typeof EvidenceAttached> => event.type === EvidenceAttached.type && (event as EventOf<typeof EvidenceAttached>).data.evidenceId === evidenceId)
    if (state.phase === 'unopened' || !attached || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound')
    const content = await this.files.read({ tenant: caller.tenant, person: state.customer }, attached.data.sha256)
    if (!content) throw new ProblemError('NotFound', { detail: 'the file was erased' })
    return { content, mediaType: attached.data.mediaType, sha256: attached.data.sha256 }
  }
}
