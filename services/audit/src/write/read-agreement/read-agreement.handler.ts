import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { ReadAgreementDto } from './read-agreement.dto.js'

export class ReadAgreementCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: ReadAgreementDto) {
    super()
  }
}

@CommandHandler(ReadAgreementCommand)
export class ReadAgreementHandler implements ICommandHandler<ReadAgreementCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: ReadAgreementCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'ReadAgreement', documentSha256: body.documentSha256 })
  }
}
