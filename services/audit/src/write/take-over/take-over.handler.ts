import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { TakeOverDto } from './take-over.dto.js'

export class TakeOverCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: TakeOverDto) {
    super()
  }
}

@CommandHandler(TakeOverCommand)
export class TakeOverHandler implements ICommandHandler<TakeOverCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: TakeOverCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'TakeOver', reason: body.reason })
  }
}
