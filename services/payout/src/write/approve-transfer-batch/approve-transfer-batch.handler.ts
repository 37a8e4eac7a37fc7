import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { roleRefusal, sha256, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { transferBatchPermissions } from '@recourse/transfer-batch'
import { TransferBatches } from '../../transfers/transfer-batches.js'
import type { ApproveTransferBatchDto } from './approve-transfer-batch.dto.js'

export class ApproveTransferBatchCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly batchId: string, readonly body: ApproveTransferBatchDto) {
    super()
  }
}

@CommandHandler(ApproveTransferBatchCommand)
export class ApproveTransferBatchHandler implements ICommandHandler<ApproveTransferBatchCommand> {
  constructor(private readonly batches: TransferBatches) {}

  /** The hash of what would leave is taken from the stored bytes themselves. */
  async execute({ caller, batchId, body: { fileSha256 } }: ApproveTransferBatchCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(transferBatchPermissions, 'ApproveTransferBatch', caller.identity.actor)
    if (notPermitted) return notPermitted
    await this.batches.find(caller, batchId)
    const file = await this.batches.office.file(batchId)
    return this.batches.send(caller, batchId, { type: 'ApproveTransferBatch', fileSha256, facts: { fileSha256: file ? sha256(file.content) : '' } })
  }
}
