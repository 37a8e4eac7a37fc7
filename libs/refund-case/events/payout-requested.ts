import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, payoutNo, positiveMoney } from './fields.js'

/**
 * The intent to pay, recorded before any channel is called. `outRefundNo` is fixed for ever: a retry uses the same.
 * `resubmits` = the failed or returned payout that this one replaces.
 */
export const PayoutRequested = defineEvent({
  type: 'PayoutRequested',
  schema: z.object({
    payoutNo,
    outRefundNo: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
    amount: positiveMoney,
    channel: id,
    /** Of the payment that it goes back over; older payouts name none. */
    paymentReference: id.optional(),
    resubmits: payoutNo.optional(),
  }),
})
