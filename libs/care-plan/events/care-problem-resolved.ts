import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, REMEDIES, text } from './fields.js'

/** A problem was settled. A refund is a case of its own, named by `caseId`. */
export const CareProblemResolved = defineEvent({
  type: 'CareProblemResolved',
  schema: z.object({
    problemId: id,
    remedy: z.enum(REMEDIES),
    caseId: id.optional(),
  }),
  personal: z.object({ note: text }),
})
