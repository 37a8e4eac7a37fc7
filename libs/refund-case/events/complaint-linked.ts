import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** A complaint was made about this case, at this stage. */
export const ComplaintLinked = defineEvent({
  type: 'ComplaintLinked',
  schema: z.object({
    complaintId: id,
    phase: id,
  }),
})
