import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { TransferBatches } from '../../transfers/transfer-batches.js'
import type { RejectTransferBatchDto } from './reject-transfer-batch.dto.js'

export class RejectTransferBatchCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly batchId: string, readonly body: RejectTransferBatchDto) {
    super()
  }
}

@CommandHandler(RejectTransferBatchCommand)
export class RejectTransferBatchHandler implements ICommandHandler<RejectTransferBatchCommand> {
  constructor(private readonly batches: TransferBatches) {}

  execute({ caller, batchId, body: { reason } }: RejectTransferBatchCommand): Promise<Executed | Refusal> {
    return this.batches.send(caller, batchId, { type: 'RejectTransferBatch', reason })
  }
}
