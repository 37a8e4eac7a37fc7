import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, role } from './fields.js'

/** A task passed its due time undone; recorded once. */
export const CareTaskOverdue = defineEvent({
  type: 'CareTaskOverdue',
  schema: z.object({
    taskId: id,
    owner: role,
    dueAt: instant,
  }),
})
