import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, stageOpening } from './fields.js'

/** The customer says that nothing came: nothing closes by itself any more, finance looks for the money. */
export const ReceiptDisputed = defineEvent({
  type: 'ReceiptDisputed',
  schema: z.object({
    reason: id.optional(),
    opens: stageOpening,
  }),
})
