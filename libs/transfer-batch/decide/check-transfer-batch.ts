import type { Decision } from '@recourse/kernel'
import type { ApproveTransferBatch, RejectTransferBatch } from '../commands.js'
import { TransferBatchApproved, TransferBatchRejected } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { CutBatch } from '../state.js'

/** Another person than the maker, and nobody whose own money or own correction is in it, for exactly the bytes that they were given to look at and that would leave; and nothing that has been paid already. */
export const approveTransferBatch = ({ fileSha256, facts, actor }: ApproveTransferBatch, batch: CutBatch): Decision => {
  if (batch.status !== 'cut') return refuse('BatchAlreadyDecided', { status: batch.status })
  if (batch.maker === actor.id) return refuse('CheckerIsMaker')
  if (facts.concerned.includes(actor.id)) return refuse('CheckerIsConcerned')
  if (facts.paidEarlier.length > 0) return refuse('PaidEarlier', { outRefundNos: facts.paidEarlier })
  if (!Object.hasOwn(batch.downloads, actor.id)) return refuse('FileNotSeen')
  if (batch.fileSha256 !== fileSha256) return refuse('FileDiffers', { fileSha256: batch.fileSha256 })
  return batch.fileSha256 === facts.fileSha256 ? [TransferBatchApproved({ fileSha256 })] : refuse('FileChanged')
}

export const rejectTransferBatch = ({ reason }: RejectTransferBatch, batch: CutBatch): Decision =>
  batch.status === 'cut' ? [TransferBatchRejected({ reason })] : refuse('BatchAlreadyDecided', { status: batch.status })
