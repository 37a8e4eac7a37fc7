import type { Decision } from '@recourse/kernel'
import type { CutTransferBatch } from '../commands.js'
import { TransferBatchCut } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { TransferBatch } from '../state.js'

export const cutTransferBatch = ({ channel, facts: { fileSha256, instructions, total } }: CutTransferBatch, batch: TransferBatch): Decision => {
  if (batch.status !== 'none') return refuse('BatchAlreadyCut')
  return instructions.length === 0 ? refuse('NothingQueued') : [TransferBatchCut({ channel, fileSha256, instructions: [...instructions], total })]
}
