import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, payoutNo, stageOpening } from './fields.js'

/** The money came back after it had been confirmed (for example 退票). Opens the payout stage again. */
export const PayoutReturned = defineEvent({
  type: 'PayoutReturned',
  schema: z.object({
    payoutNo,
    code: id,
    returnedAt: instant,
    opens: stageOpening,
  }),
})
