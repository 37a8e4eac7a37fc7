import type { Permissions } from '@recourse/kernel'
import type { TransferBatchCommand } from './commands.js'

/** Who may send what. That maker and checker are two people is checked in `decide/`. */
export const transferBatchPermissions: Permissions<TransferBatchCommand['type']> = {
  CutTransferBatch: ['finance-maker'],
  ApproveTransferBatch: ['finance-checker'],
  RejectTransferBatch: ['finance-checker'],
  RecordTransferBatchSent: ['service'],
  RecordTransferFileRefused: ['service'],
  ReadTransferReturnFile: ['finance-maker', 'service'],
  RecordTransferFileDownload: ['finance-maker', 'finance-checker', 'auditor'],
}
