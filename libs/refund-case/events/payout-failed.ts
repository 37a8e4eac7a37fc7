import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, payoutNo } from './fields.js'

/** The channel refused for good; only now may another number be used. `correctable` = better details would help. */
export const PayoutFailed = defineEvent({
  type: 'PayoutFailed',
  schema: z.object({
    payoutNo,
    code: id,
    correctable: z.boolean(),
    /** The number is dead, the way is not: the same channel pays unchanged under a new number (WeChat Pay: CLOSED). */
    anew: z.literal(true).optional(),
  }),
})
