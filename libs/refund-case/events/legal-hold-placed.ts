import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

/** Nothing of the case may be erased from now on. */
export const LegalHoldPlaced = defineEvent({
  type: 'LegalHoldPlaced',
  schema: z.object({
    reason: z.enum(['EXTERNAL_DISPUTE']),
  }),
})
