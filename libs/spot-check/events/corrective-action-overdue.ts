import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant } from './fields.js'

/** The due time passed before the owner was done; once per due time. */
export const CorrectiveActionOverdue = defineEvent({
  type: 'CorrectiveActionOverdue',
  schema: z.object({ actionId: id, owner: id, dueAt: instant }),
})
