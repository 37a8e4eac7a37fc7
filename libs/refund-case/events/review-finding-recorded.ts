import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, text } from './fields.js'

export const FINDINGS = ['CONFIRMED', 'NOT_CONFIRMED', 'UNCLEAR'] as const

/** What a reviewer found on one item of the checklist, and the evidence it rests on. A later finding on the same item replaces it. */
export const ReviewFindingRecorded = defineEvent({
  type: 'ReviewFindingRecorded',
  schema: z.object({
    item: id,
    finding: z.enum(FINDINGS),
    evidenceIds: z.array(id).max(50),
    /** Set when the finding differs from the machine's verdict on the item. */
    overridesMachine: z.literal(true).optional(),
  }),
  personal: z.object({ note: text }),
})
