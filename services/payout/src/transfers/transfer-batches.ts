import { Inject, Injectable, Optional } from '@nestjs/common'
import type { CommandFields } from '@recourse/event-flow'
import { AggregateStore, type Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { TransferOffice } from '@recourse/payment-channels'
import { CommandSender, RefusedError, type Caller } from '@recourse/platform'
import { transferBatchDecider, transferBatchRefusal, transferBatchStream, type CutBatch, type TransferBatchCommand } from '@recourse/transfer-batch'
import { OpenChannels } from '../open-channels.js'
import { transferRefusal } from './refusals.js'

/** The bank transfer channel's office: `@Inject(TRANSFER_OFFICE)`; undefined where the installation has no such channel. */
export const TRANSFER_OFFICE = Symbol('transfer office')

/** Name of the channel. */
export const BANK_TRANSFER = 'bank-transfer'

/** Batches of transfers as this service's doors use them. */
@Injectable()
export class TransferBatches {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly commands: CommandSender,
    private readonly channels: OpenChannels,
    @Optional() @Inject(TRANSFER_OFFICE) private readonly opened: TransferOffice | undefined,
  ) {}

  /** @throws RefusedError NoBankTransfer */
  get office(): TransferOffice {
    if (!this.opened) throw new RefusedError(transferRefusal('NoBankTransfer'))
    return this.opened
  }

  /** For whoever lets money leave. @throws RefusedError NoBankTransfer, TransfersNotForTenant */
  officeFor(tenant: string): TransferOffice {
    const { office } = this
    if (!this.serves(tenant)) throw new RefusedError(transferRefusal('TransfersNotForTenant'))
    return office
  }

  serves(tenant: string): boolean {
    return this.channels.serves(BANK_TRANSFER, tenant)
  }

  /** How much of the tenant's money waits to be put into a file. */
  async queueOf(tenant: string): Promise<{ readonly count: number; readonly total_minor: number }> {
    return this.opened && this.serves(tenant) ? this.opened.queueOf(tenant) : { count: 0, total_minor: 0 }
  }

  /** @throws RefusedError UnknownBatch, also for one of another tenant */
  async find({ tenant }: Caller, batchId: string): Promise<{ batch: CutBatch; version: number }> {
    const { state, version } = await this.aggregates.load(transferBatchDecider, transferBatchStream(tenant, batchId))
    if (state.status === 'none') throw new RefusedError(transferBatchRefusal('UnknownBatch'))
    return { batch: state, version }
  }

  send(caller: Caller, batchId: string, fields: CommandFields<TransferBatchCommand>): Promise<Executed | Refusal> {
    return this.commands.send(caller, transferBatchDecider, transferBatchStream(caller.tenant, batchId), fields)
  }
}
