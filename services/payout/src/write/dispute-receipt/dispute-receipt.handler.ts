import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { DisputeReceiptDto } from './dispute-receipt.dto.js'

export class DisputeReceiptCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: DisputeReceiptDto) {
    super()
  }
}

@CommandHandler(DisputeReceiptCommand)
export class DisputeReceiptHandler implements ICommandHandler<DisputeReceiptCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body: { reason } }: DisputeReceiptCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'DisputeReceipt', ...(reason ? { reason } : {}) })
  }
}
