import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { roleRefusal, type Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import { clauseOf, PackCatalogue } from '@recourse/policy'
import { refundCaseRefusal, refundCaseStream } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { hashOfTexts } from '../../shown-texts.js'

export class AcknowledgeClauseCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly clauseId: string) {
    super()
  }
}

@CommandHandler(AcknowledgeClauseCommand)
export class AcknowledgeClauseHandler implements ICommandHandler<AcknowledgeClauseCommand> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly packs: PackCatalogue,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    private readonly commands: CommandSender,
  ) {}

  async execute({ caller, caseId, clauseId }: AcknowledgeClauseCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(this.decider.permissions, 'AcknowledgeClause', caller.identity.actor)
    if (notPermitted) return notPermitted
    const stream = refundCaseStream(caller.tenant, caseId)
    const { state } = await this.aggregates.load(this.decider, stream)
    if (state.phase === 'unopened') return refundCaseRefusal('UnknownCase')
    const clause = clauseOf(await this.packs.refundPack(caller.tenant, state.pack.id, state.pack.version), clauseId)
    if (!clause) return refundCaseRefusal('UnknownClause', { clauseId })
    return this.commands.send(caller, this.decider, stream, { type: 'AcknowledgeClause', clauseId, sha256: hashOfTexts(clause.text) })
  }
}
