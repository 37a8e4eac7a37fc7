import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, score, text } from './fields.js'

/** A task was done. `score` is the customer's answer and belongs to the satisfaction survey alone. */
export const CareTaskCompleted = defineEvent({
  type: 'CareTaskCompleted',
  schema: z.object({
    taskId: id,
    late: z.boolean(),
    score: score.optional(),
  }),
  personal: z.object({ note: text }),
})
