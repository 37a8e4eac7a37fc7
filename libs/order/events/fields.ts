import { isInstant, type Instant, type Money } from '@recourse/kernel'
import { z } from 'zod'

/** Building blocks of the event schemas. */
export const money = z.object({ minor: z.int().positive(), currency: z.string().regex(/^[A-Z]{3}$/) }) satisfies z.ZodType<Money>
export const instant: z.ZodType<Instant> = z.string().refine(isInstant, 'not an instant in UTC with milliseconds')
export const id = z.string().min(1).max(200)
/** How many appeals of a case came before: each lets it reserve once more. */
export const round = z.int().positive()

/** One payment instrument that the order was paid with: refunds go back the same way. */
export const paymentLeg = z.object({ channel: id, reference: id, amount: money })
export type PaymentLeg = z.infer<typeof paymentLeg>

export const orderItem = z.object({ sku: id, quantity: z.int().positive(), amount: money })
export type OrderItem = z.infer<typeof orderItem>

export const DELIVERY_STATUSES = ['PENDING', 'IN_TRANSIT', 'DELIVERED', 'FAILED'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]
