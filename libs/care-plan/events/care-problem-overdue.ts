import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, role } from './fields.js'

/** A problem passed its limit unresolved; recorded once. */
export const CareProblemOverdue = defineEvent({
  type: 'CareProblemOverdue',
  schema: z.object({
    problemId: id,
    owner: role,
    dueAt: instant,
  }),
})
