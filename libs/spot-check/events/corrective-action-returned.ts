import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant } from './fields.js'

/** It did not help: the owner goes on until `dueAt`. */
export const CorrectiveActionReturned = defineEvent({
  type: 'CorrectiveActionReturned',
  schema: z.object({ actionId: id, dueAt: instant }),
})
