import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** Somebody who did not handle the case is to check it. */
export const CheckAssigned = defineEvent({
  type: 'CheckAssigned',
  schema: z.object({ caseId: id, checker: id }),
})
