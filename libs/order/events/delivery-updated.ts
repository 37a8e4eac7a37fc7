import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { DELIVERY_STATUSES, instant } from './fields.js'

/** What the carrier or the shop last said about the delivery, and when. */
export const DeliveryUpdated = defineEvent({
  type: 'DeliveryUpdated',
  schema: z.object({
    status: z.enum(DELIVERY_STATUSES),
    eta: instant.optional(),
    at: instant,
  }),
})
