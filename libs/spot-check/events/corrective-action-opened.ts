import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, text } from './fields.js'

/** What is to be done about the findings of a check, by whom and until when. */
export const CorrectiveActionOpened = defineEvent({
  type: 'CorrectiveActionOpened',
  schema: z.object({ actionId: id, caseId: id, owner: id, dueAt: instant }),
  personal: z.object({ text }),
})
