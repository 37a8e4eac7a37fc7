import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, money, round } from './fields.js'

/** The case needs nothing any more: `amount` is free again. 0 = it had claimed nothing yet, and never will. */
export const RefundReservationReleased = defineEvent({
  type: 'RefundReservationReleased',
  schema: z.object({
    caseId: id,
    amount: money.extend({ minor: z.int().nonnegative() }),
    reason: id,
    round: round.optional(),
  }),
})
