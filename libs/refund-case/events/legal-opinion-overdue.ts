import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant } from './fields.js'

/** A legal opinion did not come in time; it is still waited for. */
export const LegalOpinionOverdue = defineEvent({
  type: 'LegalOpinionOverdue',
  schema: z.object({
    dueAt: instant,
  }),
})
