import { orderStreamId, streamName } from '@recourse/kernel'

/** The stream of an order, from the shop's own order number. */
export const orderStream = (tenant: string, orderId: string): string => streamName('order', tenant, orderStreamId(tenant, orderId))
