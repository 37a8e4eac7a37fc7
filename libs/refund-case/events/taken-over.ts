import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** A member of staff makes the case their own. */
export const TakenOver = defineEvent({
  type: 'TakenOver',
  schema: z.object({
    reason: id,
  }),
})
