import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { ReleaseLegalHoldDto } from './release-legal-hold.dto.js'

export class ReleaseLegalHoldCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: ReleaseLegalHoldDto) {
    super()
  }
}

@CommandHandler(ReleaseLegalHoldCommand)
export class ReleaseLegalHoldHandler implements ICommandHandler<ReleaseLegalHoldCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: ReleaseLegalHoldCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'ReleaseLegalHold', reason: body.reason })
  }
}
