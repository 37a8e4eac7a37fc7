import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

/** The customer has the money. */
export const ReceiptConfirmed = defineEvent({
  type: 'ReceiptConfirmed',
  schema: z.object({}),
})
