import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, payoutNo, positiveMoney } from './fields.js'

/** Money left under a number that was taken for failed and replaced, or that nothing is owed under any more: finance gets it back. It never counts as paid. */
export const ClawbackRequested = defineEvent({
  type: 'ClawbackRequested',
  schema: z.object({
    payoutNo,
    amount: positiveMoney,
    channelReference: id,
    settledAt: instant,
  }),
})
