import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { ConsumerHost, readPage, type Caller } from '@recourse/platform'
import type { CutBatch } from '@recourse/transfer-batch'
import type { Repository } from 'typeorm'
import { messageOf } from '../../causes.js'
import { TransferBatches } from '../../transfers/transfer-batches.js'
import { TransferBatchRow } from './transfer-batch.entity.js'
import { transferBatchProjection } from './transfer-batch.projection.js'
import type { BatchedTransferView, TransferBatchesDto, TransferBatchPage, TransferBatchView } from './transfer-batches.dto.js'

export class TransferBatchesQuery extends Query<TransferBatchPage> {
  constructor(readonly caller: Caller, readonly asked: TransferBatchesDto) {
    super()
  }
}

export class TransferBatchQuery extends Query<TransferBatchView> {
  constructor(readonly caller: Caller, readonly batchId: string) {
    super()
  }
}

/** A tenant's batches, newest first, and what waits for the next one. */
@QueryHandler(TransferBatchesQuery)
export class TransferBatchesQueryHandler implements IQueryHandler<TransferBatchesQuery> {
  constructor(
    @InjectRepository(TransferBatchRow) private readonly rows: Repository<TransferBatchRow>, private readonly host: ConsumerHost, private readonly batches: TransferBatches,
  ) {}

  async execute({ caller: { tenant }, asked: { status, ...page } }: TransferBatchesQuery): Promise<TransferBatchPage> {
    await this.host.seen(transferBatchProjection.name, page.min_position)
    const select = this.rows.createQueryBuilder('batch').where('batch.tenant = :tenant', { tenant })
    if (status) select.andWhere('batch.status = :status', { status })
    const { items, next } = await readPage(select, ['cutAt', 'batchId'], page, 'DESC')
    return { items: items.map(({ tenant: _tenant, ...item }) => item), next, queued: await this.batches.queueOf(tenant) }
  }
}

/** Folded from its own stream, so that it shows a write at once. */
@QueryHandler(TransferBatchQuery)
export class TransferBatchQueryHandler implements IQueryHandler<TransferBatchQuery> {
  constructor(private readonly batches: TransferBatches) {}

  async execute({ caller, batchId }: TransferBatchQuery): Promise<TransferBatchView> {
    const { batch, version } = await this.batches.find(caller, batchId)
    const { status, channel, fileSha256, total, maker, cutAt, checker, decidedAt, sentAt, rejection, returnFiles } = batch
    return {
      batchId, status, channel, fileSha256, total_minor: total.minor, currency: total.currency, maker, cutAt,
      ...(checker ? { checker } : {}), ...(decidedAt ? { decidedAt } : {}), ...(sentAt ? { sentAt } : {}), ...(rejection ? { rejection } : {}),
      instructions: instructionsOf(batch, await this.batches.office.accountsOf(batchId)), returnFiles: Object.keys(returnFiles), version,
    }
  }
}

const instructionsOf = ({ instructions, results }: CutBatch, accounts: ReadonlyMap<string, string>): BatchedTransferView[] =>
  instructions.map(({ outRefundNo, amount }) => {
    const { outcome, code } = results[outRefundNo] ?? {}
    const accountLast4 = accounts.get(outRefundNo)
    return {
      outRefundNo, amount_minor: amount.minor, currency: amount.currency, ...(accountLast4 ? { accountLast4 } : {}),
      ...(outcome ? { outcome } : {}), ...(code ? { code, message: messageOf(code) } : {}),
    }
  })
