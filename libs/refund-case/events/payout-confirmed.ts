import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, payoutNo, positiveMoney, stageOpening } from './fields.js'

/** The channel confirmed the money. Opens the receipt stage when all is paid and the pack waits for the customer's word, at most until `autoConfirmAt`. */
export const PayoutConfirmed = defineEvent({
  type: 'PayoutConfirmed',
  schema: z.object({
    payoutNo,
    amount: positiveMoney,
    channelReference: id,
    settledAt: instant,
    /** The number that had replaced this one and failed: nothing is owed under it any more. */
    insteadOf: payoutNo.optional(),
    opens: stageOpening.optional(),
    autoConfirmAt: instant.optional(),
  }),
})
