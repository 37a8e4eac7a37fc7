import { assertNever, type Decider, type Decision } from '@recourse/kernel'
import type { TransferBatchCommand } from './commands.js'
import { approveTransferBatch, rejectTransferBatch } from './decide/check-transfer-batch.js'
import { cutTransferBatch } from './decide/cut-transfer-batch.js'
import { readTransferReturnFile, recordTransferBatchSent, recordTransferFileRefused } from './decide/hear-from-bank.js'
import { recordTransferFileDownload } from './decide/record-transfer-file-download.js'
import { evolve } from './evolve.js'
import { transferBatchPermissions } from './permissions.js'
import { refuse } from './refusals.js'
import { NO_BATCH, type TransferBatch } from './state.js'

/** Stream `transferBatch-<tenant>.<batchId>`. A batch never leaves without two people. */
export const transferBatchDecider: Decider<TransferBatch, TransferBatchCommand> = {
  category: 'transferBatch',
  initial: NO_BATCH,
  permissions: transferBatchPermissions,
  evolve,
  decide: (command, batch): Decision => {
    if (command.type === 'CutTransferBatch') return cutTransferBatch(command, batch)
    if (batch.status === 'none') return refuse('UnknownBatch')
    switch (command.type) {
      case 'ApproveTransferBatch': return approveTransferBatch(command, batch)
      case 'RejectTransferBatch': return rejectTransferBatch(command, batch)
      case 'RecordTransferBatchSent': return recordTransferBatchSent(batch)
      case 'RecordTransferFileRefused': return recordTransferFileRefused(command, batch)
      case 'ReadTransferReturnFile': return readTransferReturnFile(command, batch)
      case 'RecordTransferFileDownload': return recordTransferFileDownload(command, batch)
      default: return assertNever(command)
    }
  },
}
