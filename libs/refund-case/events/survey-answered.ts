import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { text } from './fields.js'

/** One answer a case. `cycle_ms` = case opened to money confirmed, both as recorded; absent when nothing was paid. */
export const SurveyAnswered = defineEvent({
  type: 'SurveyAnswered',
  schema: z.object({
    score: z.int().min(1).max(5),
    cycle_ms: z.int().nonnegative().optional(),
  }),
  personal: z.object({ comment: text }),
})
