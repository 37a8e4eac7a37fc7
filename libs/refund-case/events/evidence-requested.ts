import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { evidenceKind, text } from './fields.js'

/** The reviewer asks the customer for more. */
export const EvidenceRequested = defineEvent({
  type: 'EvidenceRequested',
  schema: z.object({
    kinds: z.array(evidenceKind).min(1),
  }),
  personal: z.object({ note: text }),
})
