import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { citation, payoutNo, positiveMoney } from './fields.js'

/**
 * Money came late, and the law gives interest for it: simple, from the day it was due to the day it came. Recorded and shown, and paid by nobody by itself,
 * because what a case pays never exceeds what its order was paid.
 */
export const LateInterestAccrued = defineEvent({
  type: 'LateInterestAccrued',
  schema: z.object({
    payoutNo,
    principal: positiveMoney,
    /** Days in China. */
    from: z.iso.date(),
    to: z.iso.date(),
    rate_bp: z.int().positive(),
    amount: positiveMoney,
    citation,
  }),
})
