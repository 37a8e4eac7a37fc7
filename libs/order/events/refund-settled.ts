import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, money } from './fields.js'

/** Reserved money reached the customer. */
export const RefundSettled = defineEvent({
  type: 'RefundSettled',
  schema: z.object({
    caseId: id,
    payoutNo: z.int().positive(),
    amount: money,
  }),
})
