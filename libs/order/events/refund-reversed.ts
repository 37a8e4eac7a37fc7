import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, money } from './fields.js'

/** Settled money came back from the channel: it is reserved again. */
export const RefundReversed = defineEvent({
  type: 'RefundReversed',
  schema: z.object({
    caseId: id,
    payoutNo: z.int().positive(),
    amount: money,
  }),
})
