import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, payoutNo } from './fields.js'

/** The channel accepted the request. That is not yet money: it is asked again at `queryAfter`. */
export const PayoutSubmitted = defineEvent({
  type: 'PayoutSubmitted',
  schema: z.object({
    payoutNo,
    channelReference: id,
    queryAfter: instant,
  }),
})
