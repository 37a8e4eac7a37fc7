import type { EventOf } from '@recourse/kernel'
import { DeliveryUpdated } from './delivery-updated.js'
import { PayoutTurnTaken } from './payout-turn-taken.js'
import { RefundAllocated } from './refund-allocated.js'
import { OrderRecorded } from './order-recorded.js'
import { RefundReservationReduced } from './refund-reservation-reduced.js'
import { RefundReservationReleased } from './refund-reservation-released.js'
import { PayerNamed } from './payer-named.js'
import { PrepaidContractRecorded } from './prepaid-contract-recorded.js'
import { RefundReserved } from './refund-reserved.js'
import { RefundReversed } from './refund-reversed.js'
import { RefundSettled } from './refund-settled.js'

/** Every event of an order's stream. */
export const orderEvents = [
  OrderRecorded, PayerNamed, PrepaidContractRecorded, DeliveryUpdated, RefundReserved, RefundReservationReduced, RefundReservationReleased, RefundSettled, RefundReversed,
  RefundAllocated, PayoutTurnTaken,
] as const

/** A recorded event of an order, discriminated by `type`. */
export type OrderEvent = EventOf<(typeof orderEvents)[number]>

export * from './delivery-updated.js'
export * from './order-recorded.js'
export * from './payer-named.js'
export * from './payout-turn-taken.js'
export * from './prepaid-contract-recorded.js'
export * from './refund-allocated.js'
export * from './refund-reservation-reduced.js'
export * from './refund-reservation-released.js'
export * from './refund-reserved.js'
export * from './refund-reversed.js'
export * from './refund-settled.js'
export { DELIVERY_STATUSES } from './fields.js'
export { PREPAID_KINDS, type Prepaid } from './prepaid.js'
export type { DeliveryStatus, OrderItem, PaymentLeg } from './fields.js'
