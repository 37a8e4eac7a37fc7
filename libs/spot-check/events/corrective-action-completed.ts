import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, text } from './fields.js'

/** Its owner says that it is done; another person looks whether it helped. */
export const CorrectiveActionCompleted = defineEvent({
  type: 'CorrectiveActionCompleted',
  schema: z.object({ actionId: id }),
  personal: z.object({ note: text.optional() }),
})
