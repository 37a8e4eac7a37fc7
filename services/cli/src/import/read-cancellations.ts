import { text, time, wholeNumber } from './fields.js'
import { readRows, type Reading, type RowShape } from './read-rows.js'

export interface CancellationLine {
  readonly cancellationId: string
  readonly orderId: string
  readonly cancelledAt: string
  readonly amount_minor: number
}

export const cancellationKey = ({ cancellationId, orderId }: CancellationLine): string => `${cancellationId}/${orderId}`

const shape: RowShape<CancellationLine> = {
  columns: ['cancellation_id', 'order_id', 'cancelled_at', 'amount_minor'],
  toItem: (row) => ({
    cancellationId: text(row, 'cancellation_id'),
    orderId: text(row, 'order_id'),
    cancelledAt: time(row, 'cancelled_at'),
    amount_minor: wholeNumber(row, 'amount_minor'),
  }),
  keyOf: cancellationKey,
}

export const readCancellations = (file: string): Promise<Reading<CancellationLine>> => readRows(file, shape)
