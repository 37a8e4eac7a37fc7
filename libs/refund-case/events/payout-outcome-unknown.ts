import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, payoutNo } from './fields.js'

/** Nobody knows whether the money moved (timeout, 5xx, still processing): ask again at `queryAfter`, never pay anew. */
export const PayoutOutcomeUnknown = defineEvent({
  type: 'PayoutOutcomeUnknown',
  schema: z.object({
    payoutNo,
    attempt: z.int().positive(),
    cause: id,
    queryAfter: instant,
  }),
})
