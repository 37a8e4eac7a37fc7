import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { hash, id, money } from './fields.js'

/** What was queued stands in a file now, and waits for another person. The file names payees; the event does not. */
export const TransferBatchCut = defineEvent({
  type: 'TransferBatchCut',
  schema: z.object({ channel: id, fileSha256: hash, instructions: z.array(z.object({ outRefundNo: id, amount: money })).min(1).max(1_000), total: money }),
})
