import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, payoutNo } from './fields.js'

/** Money that had left though it was not owed is back: by the channel's word, a bank's return, or because finance got it. Nothing is owed for it. */
export const ClawbackSettled = defineEvent({
  type: 'ClawbackSettled',
  schema: z.object({
    payoutNo,
    returnedAt: instant,
    /** Why the channel sent it back. */
    code: id.optional(),
  }),
})
