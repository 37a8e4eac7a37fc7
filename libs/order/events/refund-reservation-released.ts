import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, money } from './fields.js'

/** The case needs nothing any more: `amount` is free again. */
export const RefundReservationReleased = defineEvent({
  type: 'RefundReservationReleased',
  schema: z.object({
    caseId: id,
    amount: money,
    reason: id,
  }),
})
