import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { addMoney, money, roleRefusal, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { transferBatchPermissions, transferBatchRefusal } from '@recourse/transfer-batch'
import { BANK_TRANSFER, TransferBatches } from '../../transfers/transfer-batches.js'

export class CutTransferBatchCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller) {
    super()
  }
}

@CommandHandler(CutTransferBatchCommand)
export class CutTransferBatchHandler implements ICommandHandler<CutTransferBatchCommand> {
  constructor(private readonly batches: TransferBatches) {}

  /** The file is made first, under an id that the same request gives again: so a batch is never recorded without its file. */
  async execute({ caller }: CutTransferBatchCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(transferBatchPermissions, 'CutTransferBatch', caller.identity.actor)
    if (notPermitted) return notPermitted
    const batchId = caller.derivedId('transfer-batch')
    const file = await this.batches.officeFor(caller.tenant).cut(caller.tenant, batchId)
    if (!file) return transferBatchRefusal('NothingQueued')
    const { sha256: fileSha256, instructions } = file
    const total = instructions.reduce((sum, { amount }) => addMoney(sum, amount), money(0, 'CNY'))
    return this.batches.send(caller, batchId, { type: 'CutTransferBatch', channel: BANK_TRANSFER, facts: { fileSha256, instructions, total } })
  }
}
