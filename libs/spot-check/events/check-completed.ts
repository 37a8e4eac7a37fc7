import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { answer, id, text } from './fields.js'

/** Every item of the checklist has a finding. */
export const CheckCompleted = defineEvent({
  type: 'CheckCompleted',
  schema: z.object({ caseId: id, ok: z.boolean(), answers: z.array(answer) }),
  personal: z.object({ note: text.optional() }),
})
