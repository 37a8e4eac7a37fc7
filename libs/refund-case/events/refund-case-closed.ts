import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

export const OUTCOMES = ['paid', 'refused', 'withdrawn', 'remedied'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** The end: paid, refused, withdrawn, or settled by something other than money. */
export const RefundCaseClosed = defineEvent({
  type: 'RefundCaseClosed',
  schema: z.object({
    outcome: z.enum(OUTCOMES),
  }),
})
