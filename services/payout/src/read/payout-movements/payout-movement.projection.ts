import { defineProjection, type RowOf, type Rows } from '@recourse/event-flow'
import { parseStreamName, type EventOf } from '@recourse/kernel'
import { ClawbackRequested, ClawbackSettled, PayoutConfirmed, PayoutRequested, PayoutReturned } from '@recourse/refund-case'

const events = [PayoutRequested, PayoutConfirmed, ClawbackRequested, ClawbackSettled, PayoutReturned] as const

const columns = {
  tenant: 'text', case_id: 'text', payout_no: 'integer', out_refund_no: 'text', channel: 'text', amount_minor: 'bigint', currency: 'text',
  requested_at: 'timestamptz', settled_at: 'timestamptz?', returned_at: 'timestamptz?',
} as const

type Row = RowOf<typeof columns>
type Event = EventOf<(typeof events)[number]>

const keyOf = ({ stream, data: { payoutNo } }: Event) => {
  const { tenant, id } = parseStreamName(stream)
  return [tenant, id, payoutNo] as const
}

/** What our books say of each payout's money: under which number it may move, when it left and when it came back. */
export const payoutMovementProjection = defineProjection({
  name: 'payout_movement',
  version: 3,
  events,
  columns,
  key: ['tenant', 'case_id', 'payout_no'],
  indexes: [['channel', 'settled_at'], ['channel', 'returned_at'], ['out_refund_no']],
  keysOf: (event) => [keyOf(event)],
  reduce: (rows, event) => {
    const [tenant, case_id, payout_no] = keyOf(event)
    if (event.type === 'PayoutRequested') {
      const { outRefundNo, channel, amount } = event.data
      return rows.put({
        tenant, case_id, payout_no, out_refund_no: outRefundNo, channel, amount_minor: amount.minor, currency: amount.currency,
        requested_at: event.metadata.recordedAt, settled_at: null, returned_at: null,
      })
    }
    const row = known(rows, event)
    if (event.type === 'PayoutReturned' || event.type === 'ClawbackSettled') return rows.put({ ...row, returned_at: event.data.returnedAt })
    const { amount, settledAt } = event.data
    rows.put({ ...row, amount_minor: amount.minor, currency: amount.currency, settled_at: settledAt })
  },
})

const known = (rows: Rows<Row>, event: Event): Row => {
  const row = rows.get(...keyOf(event))
  if (!row) throw new Error(`there was no request for payout ${keyOf(event).join('/')}`)
  return row
}
