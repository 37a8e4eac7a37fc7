import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, money, orderItem, paymentLeg } from './fields.js'

/** A paid order as the shop's feed tells it. `customer` is a pseudonym; the payment legs add up to `paid`. */
export const OrderRecorded = defineEvent({
  type: 'OrderRecorded',
  schema: z.object({
    orderId: id,
    placedAt: instant,
    customer: id,
    paid: money,
    paymentLegs: z.array(paymentLeg).max(20),
    items: z.array(orderItem).max(1000).optional(),
    country: id.optional(),
  }),
})
