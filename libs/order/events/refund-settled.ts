import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, money } from './fields.js'

/** Reserved money reached the customer, over one payment of the order; older settlements name none. */
export const RefundSettled = defineEvent({
  type: 'RefundSettled',
  schema: z.object({
    caseId: id,
    payoutNo: z.int().positive(),
    amount: money,
    reference: id.optional(),
  }),
})
