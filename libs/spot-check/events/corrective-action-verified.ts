import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** Another person than its owner has seen that the finding is solved. */
export const CorrectiveActionVerified = defineEvent({
  type: 'CorrectiveActionVerified',
  schema: z.object({ actionId: id }),
})
