import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { roleRefusal, sha256, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { payoutOfRefundNo } from '@recourse/refund-case'
import { transferBatchPermissions, type CutBatch } from '@recourse/transfer-batch'
import { RefundCases } from '../../domain.js'
import { TransferBatches } from '../../transfers/transfer-batches.js'
import type { ApproveTransferBatchDto } from './approve-transfer-batch.dto.js'

export class ApproveTransferBatchCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly batchId: string, readonly body: ApproveTransferBatchDto) {
    super()
  }
}

@CommandHandler(ApproveTransferBatchCommand)
export class ApproveTransferBatchHandler implements ICommandHandler<ApproveTransferBatchCommand> {
  constructor(private readonly batches: TransferBatches, private readonly cases: RefundCases) {}

  /** The hash of what would leave is taken from the stored bytes themselves. */
  async execute({ caller, batchId, body: { fileSha256 } }: ApproveTransferBatchCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(transferBatchPermissions, 'ApproveTransferBatch', caller.identity.actor)
    if (notPermitted) return notPermitted
    const { batch } = await this.batches.find(caller, batchId)
    const file = await this.batches.officeFor(caller.tenant).file(batchId)
    const facts = { fileSha256: file ? sha256(file.content) : '', concerned: await this.concernedBy(caller, batch) }
    return this.batches.send(caller, batchId, { type: 'ApproveTransferBatch', fileSha256, facts })
  }

  private async concernedBy(caller: Caller, { instructions }: CutBatch): Promise<string[]> {
    const people: string[] = []
    for (const { outRefundNo } of instructions) {
      const place = payoutOfRefundNo(outRefundNo)
      if (place) people.push(...await this.cases.concernedBy(caller, place.caseId))
    }
    return people
  }
}
