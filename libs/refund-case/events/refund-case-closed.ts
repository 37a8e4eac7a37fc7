import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'

export const OUTCOMES = ['paid', 'refused', 'withdrawn', 'remedied', 'unpayable'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** The end: paid, refused, withdrawn, settled by something other than money, or still owed to somebody whose data are erased. */
export const RefundCaseClosed = defineEvent({
  type: 'RefundCaseClosed',
  schema: z.object({
    outcome: z.enum(OUTCOMES),
  }),
})
