import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant } from './fields.js'

/** Nobody has checked the version's clauses against the law by `reviewBy`. The version stays in force. */
export const ClauseReviewOverdue = defineEvent({
  type: 'ClauseReviewOverdue',
  schema: z.object({ version: z.string(), reviewBy: instant }),
})
