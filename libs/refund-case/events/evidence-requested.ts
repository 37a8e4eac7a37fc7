import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { evidenceKind, instant, text } from './fields.js'

/** The reviewer asks the customer for more, until `dueAt`; the clock of the stage stands still from `pausedAt`. */
export const EvidenceRequested = defineEvent({
  type: 'EvidenceRequested',
  schema: z.object({
    kinds: z.array(evidenceKind).min(1),
    dueAt: instant.optional(),
    pausedAt: instant.optional(),
    /** True when a year without calendar data lies on the way. */
    provisional: z.boolean().optional(),
  }),
  personal: z.object({ note: text }),
})
