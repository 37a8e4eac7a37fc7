import { defineProjection, type Key, type Rows } from '@recourse/event-flow'
import { parseStreamName, type EventOf } from '@recourse/kernel'
import { PayoutTurnTaken } from '@recourse/order'
import { PayoutDeferred, PayoutRequested } from '@recourse/refund-case'

const events = [PayoutRequested, PayoutDeferred, PayoutTurnTaken] as const
type Event = EventOf<(typeof events)[number]>

/** When each payout was last sent, and last held back because its channel was stopped: by its refund number, and by channel. */
export const payoutSendingProjection = defineProjection({
  name: 'payout_sending',
  version: 1,
  events,
  columns: {
    tenant: 'text', case_id: 'text', payout_no: 'integer', out_refund_no: 'text', channel: 'text', sent_at: 'timestamptz?', held_back_at: 'timestamptz?',
  },
  key: ['tenant', 'case_id', 'payout_no'],
  indexes: [['out_refund_no'], ['channel', 'sent_at'], ['channel', 'held_back_at']],
  keysOf: (event) => [keyOf(event)],
  reduce: (rows, event) => {
    const { recordedAt } = event.metadata
    if (event.type === 'PayoutTurnTaken') change(rows, event, { sent_at: recordedAt })
    else if (event.type === 'PayoutDeferred') change(rows, event, event.data.cause === 'CHANNEL_STOPPED' ? { held_back_at: recordedAt } : {})
    else {
      const { tenant, id } = parseStreamName(event.stream)
      const { payoutNo, outRefundNo, channel } = event.data
      rows.put({ tenant, case_id: id, payout_no: payoutNo, out_refund_no: outRefundNo, channel, sent_at: null, held_back_at: null })
    }
  },
})

const keyOf = (event: Event): Key => {
  const { tenant, id } = parseStreamName(event.stream)
  return [tenant, event.type === 'PayoutTurnTaken' ? event.data.caseId : id, event.data.payoutNo]
}

const change = <Row extends object>(rows: Rows<Row>, event: Event, by: Partial<Row>): void => {
  const row = rows.get(...keyOf(event))
  if (!row) throw new Error(`there was no request for payout ${keyOf(event).join('/')}`)
  rows.put({ ...row, ...by })
}
