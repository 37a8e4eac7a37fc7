import { assertNever } from '@recourse/kernel'
import type { TransferBatchEvent } from './events/index.js'
import type { CutBatch, TransferBatch } from './state.js'

export const evolve = (batch: TransferBatch, event: TransferBatchEvent): TransferBatch => {
  const { actor, recordedAt } = event.metadata
  if (event.type === 'TransferBatchCut') return { ...event.data, status: 'cut', maker: actor.id, cutAt: recordedAt, downloads: {}, returnFiles: {}, results: {} }
  if (batch.status === 'none') throw new Error(`${event.stream} does not begin with TransferBatchCut`)
  return changed(batch, event)
}

const changed = (batch: CutBatch, event: Exclude<TransferBatchEvent, { type: 'TransferBatchCut' }>): CutBatch => {
  const { actor, recordedAt } = event.metadata
  switch (event.type) {
    case 'TransferFileDownloaded': return { ...batch, downloads: { ...batch.downloads, [actor.id]: recordedAt } }
    case 'TransferBatchApproved': return { ...batch, status: 'approved', checker: actor.id, decidedAt: recordedAt }
    // The bank decides nothing here: who approved it stays named.
    case 'TransferBatchRejected': return { ...batch, status: 'rejected', rejection: event.data.reason, ...(batch.checker ? {} : { checker: actor.id, decidedAt: recordedAt }) }
    case 'TransferBatchSent': return { ...batch, status: 'sent', sentAt: recordedAt }
    case 'TransferReturnFileRead': {
      const { returnNo, fileSha256, results } = event.data
      return {
        ...batch, returnFiles: { ...batch.returnFiles, [returnNo]: fileSha256 },
        results: { ...batch.results, ...Object.fromEntries(results.map((result) => [result.outRefundNo, result])) },
      }
    }
    default: return assertNever(event)
  }
}
