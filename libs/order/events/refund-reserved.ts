import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, money } from './fields.js'

/** A part of the order is claimed by a case, so that no other case can have it. */
export const RefundReserved = defineEvent({
  type: 'RefundReserved',
  schema: z.object({
    caseId: id,
    amount: money,
  }),
})
