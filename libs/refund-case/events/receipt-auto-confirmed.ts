import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

/** Nobody objected in the time the pack gives. */
export const ReceiptAutoConfirmed = defineEvent({
  type: 'ReceiptAutoConfirmed',
  schema: z.object({}),
})
