import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { OrderRecorded } from '@recourse/order'

/** One row per order, as the shop's feed told it. */
export const orderFactProjection = defineProjection({
  name: 'order_fact',
  version: 1,
  events: [OrderRecorded],
  columns: { tenant: 'text', order_id: 'text', placed_at: 'timestamptz', paid_minor: 'bigint', currency: 'text' },
  key: ['tenant', 'order_id'],
  indexes: [['placed_at']],
  keysOf: ({ stream, data }) => [[parseStreamName(stream).tenant, data.orderId]],
  reduce: (rows, { stream, data }) => {
    const { orderId, placedAt, paid } = data
    rows.put({ tenant: parseStreamName(stream).tenant, order_id: orderId, placed_at: placedAt, paid_minor: paid.minor, currency: paid.currency })
  },
})
