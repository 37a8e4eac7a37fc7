import { randomUUID } from 'node:crypto'
import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { channelSwitchDecider, channelSwitchStream } from '@recourse/channel-switch'
import { AggregateStore } from '@recourse/event-store'
import { isRefusal, type Clock } from '@recourse/kernel'
import { CLOCK, ProblemError, RefusedError, type Caller } from '@recourse/platform'
import { transferBatchDecider, transferBatchStream, type CutBatch } from '@recourse/transfer-batch'
import { transferRefusal } from '../../transfers/refusals.js'
import { TransferBatches } from '../../transfers/transfer-batches.js'

export interface TransferFileContent {
  readonly content: Uint8Array
  readonly fileSha256: string
  /** Ours, for the bank; only of a file that may leave, and not while its channel is stopped or serves others only: with it anybody could carry the file to the bank. */
  readonly signature?: string
}

export class TransferFileQuery extends Query<TransferFileContent> {
  constructor(readonly caller: Caller, readonly batchId: string) {
    super()
  }
}

@QueryHandler(TransferFileQuery)
export class TransferFileQueryHandler implements IQueryHandler<TransferFileQuery> {
  constructor(private readonly batches: TransferBatches, private readonly aggregates: AggregateStore, @Inject(CLOCK) private readonly clock: Clock) {}

  /** Nobody gets a byte before it is recorded that they did. @throws ProblemError, RefusedError */
  async execute({ caller, batchId }: TransferFileQuery): Promise<TransferFileContent> {
    const { batch } = await this.batches.find(caller, batchId)
    const file = await this.batches.office.file(batchId)
    if (!file) throw batch.status === 'rejected' ? new RefusedError(transferRefusal('TransferFileWiped')) : new ProblemError('NotFound')
    const recorded = await this.aggregates.execute(transferBatchDecider, transferBatchStream(caller.tenant, batchId), {
      type: 'RecordTransferFileDownload', ...caller.contextOf(randomUUID(), this.clock.now()),
    })
    if (isRefusal(recorded)) throw new RefusedError(recorded)
    return { content: file.content, fileSha256: batch.fileSha256, ...((await this.mayLeave(caller, batch)) ? { signature: file.signature } : {}) }
  }

  private async mayLeave({ tenant }: Caller, { status, channel }: CutBatch): Promise<boolean> {
    if ((status !== 'approved' && status !== 'sent') || !this.batches.serves(tenant)) return false
    return !(await this.aggregates.load(channelSwitchDecider, channelSwitchStream(tenant, channel))).state.stop
  }
}
