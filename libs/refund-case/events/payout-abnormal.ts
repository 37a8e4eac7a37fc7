import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, payoutNo } from './fields.js'

/** The money left the merchant, cannot reach the payee and waits at the channel: another number would pay twice. Asked about again at `queryAfter`. */
export const PayoutAbnormal = defineEvent({
  type: 'PayoutAbnormal',
  schema: z.object({
    payoutNo,
    code: id,
    channelReference: id,
    queryAfter: instant,
  }),
})
