import type { Decision } from '@recourse/kernel'
import type { ReadTransferReturnFile, RecordTransferFileRefused } from '../commands.js'
import { TransferBatchRejected, TransferBatchSent, TransferReturnFileRead } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { CutBatch, ReturnedResult } from '../state.js'

/** Once: a return file may have said so before. */
export const recordTransferBatchSent = (batch: CutBatch): Decision => {
  if (batch.status === 'sent') return []
  return batch.status === 'approved' ? [TransferBatchSent({ fileSha256: batch.fileSha256 })] : refuse('BatchNotApproved', { status: batch.status })
}

export const recordTransferFileRefused = ({ code }: RecordTransferFileRefused, batch: CutBatch): Decision =>
  batch.status === 'approved' ? [TransferBatchRejected({ reason: 'REFUSED_BY_BANK', code })] : refuse('BatchNotApproved', { status: batch.status })

/** The same file again says nothing new. A file that came back was at the bank, also when the answer to its sending was lost. */
export const readTransferReturnFile = ({ fileSha256, facts: { returnNo, results } }: ReadTransferReturnFile, batch: CutBatch): Decision => {
  if (batch.status !== 'approved' && batch.status !== 'sent') return refuse('BatchNotApproved', { status: batch.status })
  const known = Object.hasOwn(batch.returnFiles, returnNo) ? batch.returnFiles[returnNo] : undefined
  if (known === fileSha256) return []
  if (known !== undefined) return refuse('ReturnFileDiffers', { returnNo })
  const sent = batch.status === 'approved' ? [TransferBatchSent({ fileSha256: batch.fileSha256 })] : []
  return [...sent, TransferReturnFileRead({ returnNo, fileSha256, results: results.map(plain) })]
}

const plain = ({ outRefundNo, outcome, code }: ReturnedResult): ReturnedResult => ({ outRefundNo, outcome, ...(code ? { code } : {}) })
