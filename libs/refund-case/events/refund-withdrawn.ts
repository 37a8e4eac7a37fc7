import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** The customer no longer wants the refund. */
export const RefundWithdrawn = defineEvent({
  type: 'RefundWithdrawn',
  schema: z.object({
    reason: id.optional(),
  }),
})
