import { randomUUID } from 'node:crypto'
import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import { CLOCK, LOGGER, ProblemError, RefusedError, type Caller, type Logger } from '@recourse/platform'
import { concerns, EvidenceAttached, refundCaseStream } from '@recourse/refund-case'
import { isRefusal, type Clock, type EventOf } from '@recourse/kernel'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { EvidenceDamaged, EvidenceFiles, type FileOwner } from '../../evidence-files.js'

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
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly files: EvidenceFiles,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Nobody gets a byte before it is recorded that they did. @throws ProblemError EvidenceDamaged, RefusedError */
  async execute({ caller, caseId, evidenceId }: EvidenceQuery): Promise<EvidenceContent> {
    const { state, events } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    const attached = events.find((event): event is EventOf<typeof EvidenceAttached> => event.type === EvidenceAttached.type && (event as EventOf<typeof EvidenceAttached>).data.evidenceId === evidenceId)
    if (state.phase === 'unopened' || !attached || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound')
    const content = await this.read({ tenant: caller.tenant, person: state.customer }, attached.data.sha256)
    if (!content) throw new ProblemError('NotFound', { detail: 'the file was erased' })
    const stream = refundCaseStream(caller.tenant, caseId)
    const recorded = await this.aggregates.execute(this.decider, stream, { type: 'RecordEvidenceDownload', evidenceId, ...caller.contextOf(randomUUID(), this.clock.now()) })
    if (isRefusal(recorded)) throw new RefusedError(recorded)
    return { content, mediaType: attached.data.mediaType, sha256: attached.data.sha256 }
  }

  private read(owner: FileOwner, hash: string): Promise<Buffer | undefined> {
    return this.files.read(owner, hash).catch((error: unknown) => {
      if (!(error instanceof EvidenceDamaged)) throw error
      this.logger.error({ tenant: owner.tenant, sha256: hash }, error.message)
      throw new ProblemError('EvidenceDamaged', { sha256: hash })
    })
  }
}
