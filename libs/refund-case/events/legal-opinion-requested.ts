import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant, text } from './fields.js'

/** Somebody wants to know the law before they decide; nobody decides until the answer is there. */
export const LegalOpinionRequested = defineEvent({
  type: 'LegalOpinionRequested',
  schema: z.object({
    dueAt: instant,
    /** True when a year without calendar data lies on the way. */
    provisional: z.boolean().optional(),
  }),
  personal: z.object({ question: text }),
})
