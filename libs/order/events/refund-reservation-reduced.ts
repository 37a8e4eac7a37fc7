import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, money } from './fields.js'

/** The case needs less: `amount` is what stays reserved. */
export const RefundReservationReduced = defineEvent({
  type: 'RefundReservationReduced',
  schema: z.object({
    caseId: id,
    amount: money,
    reason: id,
  }),
})
