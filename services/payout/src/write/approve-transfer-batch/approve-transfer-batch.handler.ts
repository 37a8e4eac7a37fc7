import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { isRefusal, roleRefusal, sha256, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { payoutOfRefundNo } from '@recourse/refund-case'
import { transferBatchPermissions, type CutBatch } from '@recourse/transfer-batch'
import { concernedBy, RefundCases } from '../../domain.js'
import { isPaidEarlier } from '../../earlier-numbers.js'
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
    const facts = { fileSha256: file ? sha256(file.content) : '', ...(await this.factsAbout(caller, batch)) }
    return this.batches.send(caller, batchId, { type: 'ApproveTransferBatch', fileSha256, facts })
  }

  private async factsAbout(caller: Caller, { instructions }: CutBatch): Promise<{ concerned: string[]; paidEarlier: string[] }> {
    const concerned: string[] = []
    const paidEarlier: string[] = []
    for (const { outRefundNo } of instructions) {
      const place = payoutOfRefundNo(outRefundNo)
      const opened = place && (await this.cases.load(caller, place.caseId))
      if (!opened || isRefusal(opened)) continue
      concerned.push(...concernedBy(opened))
      if (isPaidEarlier(opened.state, place.payoutNo)) paidEarlier.push(outRefundNo)
    }
    return { concerned, paidEarlier }
  }
}
