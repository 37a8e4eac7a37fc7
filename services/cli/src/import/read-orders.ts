import { optionalText, text, time, wholeNumber } from './fields.js'
import { readRows, type Reading, type RowShape } from './read-rows.js'

export interface OrderLine {
  readonly orderId: string
  readonly placedAt: string
  readonly customerId: string
  readonly paid_minor: number
  readonly country?: string
}

const shape: RowShape<OrderLine> = {
  columns: ['order_id', 'placed_at', 'customer_id', 'amount_minor'],
  toItem: (row) => {
    const country = optionalText(row, 'country')
    return {
      orderId: text(row, 'order_id'),
      placedAt: time(row, 'placed_at'),
      customerId: text(row, 'customer_id'),
      paid_minor: wholeNumber(row, 'amount_minor'),
      ...(country === undefined ? {} : { country }),
    }
  },
  keyOf: ({ orderId }) => orderId,
}

export const readOrders = (file: string): Promise<Reading<OrderLine>> => readRows(file, shape)
