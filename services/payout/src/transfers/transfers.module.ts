import { Module, type DynamicModule } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import type { TransferOffice } from '@recourse/payment-channels'
import { REFUND_CASE, RefundCases, type RefundCaseDecider } from '../domain.js'
import { OpenChannels } from '../open-channels.js'
import { TransferBatchRow } from '../read/transfer-batches/transfer-batch.entity.js'
import { TransferBatchesController } from '../read/transfer-batches/transfer-batches.controller.js'
import { TransferBatchesQueryHandler, TransferBatchQueryHandler } from '../read/transfer-batches/transfer-batches.query.js'
import { TransferFileController } from '../read/transfer-file/transfer-file.controller.js'
import { TransferFileQueryHandler } from '../read/transfer-file/transfer-file.query.js'
import { ApproveTransferBatchController } from '../write/approve-transfer-batch/approve-transfer-batch.controller.js'
import { ApproveTransferBatchHandler } from '../write/approve-transfer-batch/approve-transfer-batch.handler.js'
import { CutTransferBatchController } from '../write/cut-transfer-batch/cut-transfer-batch.controller.js'
import { CutTransferBatchHandler } from '../write/cut-transfer-batch/cut-transfer-batch.handler.js'
import { ReadTransferReturnFileController } from '../write/read-transfer-return-file/read-transfer-return-file.controller.js'
import { ReadTransferReturnFileHandler } from '../write/read-transfer-return-file/read-transfer-return-file.handler.js'
import { RejectTransferBatchController } from '../write/reject-transfer-batch/reject-transfer-batch.controller.js'
import { RejectTransferBatchHandler } from '../write/reject-transfer-batch/reject-transfer-batch.handler.js'
import { TRANSFER_OFFICE, TransferBatches } from './transfer-batches.js'

/** Bank transfers by file: made by one person, approved by another, answered by the bank. */
@Module({})
export class TransfersModule {
  static register(office: TransferOffice | undefined, decider: RefundCaseDecider, channels: OpenChannels): DynamicModule {
    return {
      module: TransfersModule,
      imports: [TypeOrmModule.forFeature([TransferBatchRow])],
      controllers: [
        ReadTransferReturnFileController, CutTransferBatchController, ApproveTransferBatchController, RejectTransferBatchController, TransferBatchesController,
        TransferFileController,
      ],
      providers: [
        { provide: TRANSFER_OFFICE, useValue: office },
        { provide: REFUND_CASE, useValue: decider },
        { provide: OpenChannels, useValue: channels },
        RefundCases, TransferBatches, TransferBatchesQueryHandler, TransferBatchQueryHandler, TransferFileQueryHandler,
        CutTransferBatchHandler, ApproveTransferBatchHandler, RejectTransferBatchHandler, ReadTransferReturnFileHandler,
      ],
    }
  }
}
