import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { OpenExternalDisputeDto } from './open-external-dispute.dto.js'

export class OpenExternalDisputeCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: OpenExternalDisputeDto) {
    super()
  }
}

@CommandHandler(OpenExternalDisputeCommand)
export class OpenExternalDisputeHandler implements ICommandHandler<OpenExternalDisputeCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body: { body, reference } }: OpenExternalDisputeCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'OpenExternalDispute', body, reference })
  }
}
