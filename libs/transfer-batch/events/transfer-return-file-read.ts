import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { RETURN_OUTCOMES } from '../state.js'
import { hash, id } from './fields.js'

/** What the bank says has become of instructions: paid, failed, or back again after it was paid (退票, 冲账). */
export const TransferReturnFileRead = defineEvent({
  type: 'TransferReturnFileRead',
  schema: z.object({
    returnNo: id, fileSha256: hash,
    results: z.array(z.object({ outRefundNo: id, outcome: z.enum(RETURN_OUTCOMES), code: id.optional() })).max(1_000),
  }),
})
