import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, paymentLeg } from './fields.js'

/** How a case's refund is split over the payments of the order; the parts add up to what was approved and are paid one after the other. */
export const RefundAllocated = defineEvent({
  type: 'RefundAllocated',
  schema: z.object({
    caseId: id,
    parts: z.array(paymentLeg).min(1).max(20),
  }),
})
