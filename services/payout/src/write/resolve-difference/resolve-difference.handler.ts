import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import { reconciliationDecider, reconciliationStream } from '@recourse/reconciliation'
import type { ResolveDifferenceDto } from './resolve-difference.dto.js'

export class ResolveDifferenceCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly reconciliationId: string, readonly no: number, readonly body: ResolveDifferenceDto) {
    super()
  }
}

@CommandHandler(ResolveDifferenceCommand)
export class ResolveDifferenceHandler implements ICommandHandler<ResolveDifferenceCommand> {
  constructor(private readonly commands: CommandSender) {}

  execute({ caller, reconciliationId, no, body: { how, reason } }: ResolveDifferenceCommand): Promise<Executed | Refusal> {
    const stream = reconciliationStream(caller.tenant, reconciliationId)
    return this.commands.send(caller, reconciliationDecider, stream, { type: 'ResolveDifference', no, how, reason })
  }
}
