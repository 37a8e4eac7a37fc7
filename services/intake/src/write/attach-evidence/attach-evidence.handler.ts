import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { isRefusal, permittedRole, refuseCommon, uuidv5, type Clock, type Refusal } from '@recourse/kernel'
import { CLOCK, type Caller } from '@recourse/platform'
import type { EvidenceKind } from '@recourse/policy'
import { refundCaseRefusal, refundCaseStream } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { EvidenceFiles, type StoredFile } from '../../evidence-files.js'

export interface AttachEvidenceOutcome {
  readonly outcome: Executed | Refusal
  readonly evidence?: StoredFile & { readonly evidenceId: string }
}

export class AttachEvidenceCommand extends Command<AttachEvidenceOutcome> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly kind: EvidenceKind, readonly content: Buffer) {
    super()
  }
}

@CommandHandler(AttachEvidenceCommand)
export class AttachEvidenceHandler implements ICommandHandler<AttachEvidenceCommand> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly files: EvidenceFiles,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The file is durable before the event that names it: a crash in between leaves a file that nothing refers to, never an event without its file. */
  async execute({ caller, caseId, kind, content }: AttachEvidenceCommand): Promise<AttachEvidenceOutcome> {
    const stream = refundCaseStream(caller.tenant, caseId)
    const context = caller.commandContext(stream, this.clock.now())
    const { state } = await this.aggregates.load(this.decider, stream)
    if (state.phase === 'unopened') return { outcome: refundCaseRefusal('UnknownCase') }
    if (!permittedRole(this.decider.permissions, 'AttachEvidence', context.actor)) return { outcome: refuseCommon('RoleNotPermitted') }
    const stored = await this.files.store({ tenant: caller.tenant, person: state.customer }, content)
    if (isRefusal(stored)) return { outcome: stored }
    const evidenceId = uuidv5(`evidence/${caseId}/${kind}/${stored.sha256}`)
    const outcome = await this.aggregates.execute(this.decider, stream, { type: 'AttachEvidence', evidenceId, kind, ...stored, ...context })
    return { outcome, evidence: { evidenceId, ...stored } }
  }
}
