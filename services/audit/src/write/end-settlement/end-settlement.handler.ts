import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { EndSettlementDto } from './end-settlement.dto.js'

export class EndSettlementCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: EndSettlementDto) {
    super()
  }
}

@CommandHandler(EndSettlementCommand)
export class EndSettlementHandler implements ICommandHandler<EndSettlementCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: EndSettlementCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'EndSettlement', reason: body.reason })
  }
}
