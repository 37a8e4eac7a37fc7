import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant } from './fields.js'

/** Somebody has checked the version's clauses against the law; the next check is due by `reviewBy`. */
export const ClauseReviewConfirmed = defineEvent({
  type: 'ClauseReviewConfirmed',
  schema: z.object({ version: z.string(), reviewBy: instant }),
})
