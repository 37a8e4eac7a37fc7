import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { roleRefusal, type Refusal } from '@recourse/kernel'
import type { SignedFile } from '@recourse/payment-channels'
import type { Caller } from '@recourse/platform'
import { transferBatchPermissions } from '@recourse/transfer-batch'
import { REFUSAL_OF_FAULT, transferRefusal } from '../../transfers/refusals.js'
import { TransferBatches } from '../../transfers/transfer-batches.js'

export class ReadTransferReturnFileCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly file: SignedFile) {
    super()
  }
}

@CommandHandler(ReadTransferReturnFileCommand)
export class ReadTransferReturnFileHandler implements ICommandHandler<ReadTransferReturnFileCommand> {
  constructor(private readonly batches: TransferBatches) {}

  /** Whoever brings it, only the bank's signature makes it true. Nothing is taken over from a file of another tenant's batch. */
  async execute({ caller, file }: ReadTransferReturnFileCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(transferBatchPermissions, 'ReadTransferReturnFile', caller.identity.actor)
    if (notPermitted) return notPermitted
    const { office } = this.batches
    const inspected = await office.inspect(file)
    if (typeof inspected === 'string') return transferRefusal(REFUSAL_OF_FAULT[inspected])
    if (inspected.tenant !== caller.tenant) return transferRefusal('UnknownTransferFile')
    const read = await office.read(file)
    if (typeof read === 'string') return transferRefusal(REFUSAL_OF_FAULT[read])
    const { fileNo, returnNo, sha256: fileSha256, results } = read
    return this.batches.send(caller, fileNo, { type: 'ReadTransferReturnFile', fileSha256, facts: { returnNo, results } })
  }
}
