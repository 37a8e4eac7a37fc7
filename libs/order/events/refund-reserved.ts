import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, money, round } from './fields.js'

/** A part of the order is claimed by a case, so that no other case can have it. `round`: the case's appeal that claims it again; absent = the request. */
export const RefundReserved = defineEvent({
  type: 'RefundReserved',
  schema: z.object({
    caseId: id,
    amount: money,
    round: round.optional(),
  }),
})
