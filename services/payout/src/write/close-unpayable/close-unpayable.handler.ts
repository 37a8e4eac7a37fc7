import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'

export class CloseUnpayableCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string) {
    super()
  }
}

@CommandHandler(CloseUnpayableCommand)
export class CloseUnpayableHandler implements ICommandHandler<CloseUnpayableCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId }: CloseUnpayableCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'CloseUnpayable' })
  }
}
