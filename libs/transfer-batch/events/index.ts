import type { EventOf } from '@recourse/kernel'
import { TransferBatchApproved } from './transfer-batch-approved.js'
import { TransferBatchCut } from './transfer-batch-cut.js'
import { TransferBatchRejected } from './transfer-batch-rejected.js'
import { TransferBatchSent } from './transfer-batch-sent.js'
import { TransferFileDownloaded } from './transfer-file-downloaded.js'
import { TransferReturnFileRead } from './transfer-return-file-read.js'

/** Every event of a batch of transfers. */
export const transferBatchEvents = [
  TransferBatchCut, TransferFileDownloaded, TransferBatchApproved, TransferBatchRejected, TransferBatchSent, TransferReturnFileRead,
] as const

/** A recorded event of a batch of transfers, discriminated by `type`. */
export type TransferBatchEvent = EventOf<(typeof transferBatchEvents)[number]>

export * from './transfer-batch-approved.js'
export * from './transfer-batch-cut.js'
export * from './transfer-batch-rejected.js'
export * from './transfer-batch-sent.js'
export * from './transfer-file-downloaded.js'
export * from './transfer-return-file-read.js'
