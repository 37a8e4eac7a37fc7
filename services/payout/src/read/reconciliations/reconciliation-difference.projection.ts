import { defineProjection } from '@recourse/event-flow'
import { parseStreamName, type EventOf } from '@recourse/kernel'
import { ReconciliationDifferenceFound, ReconciliationDifferenceResolved, WriteOffProposed } from '@recourse/reconciliation'

const events = [ReconciliationDifferenceFound, WriteOffProposed, ReconciliationDifferenceResolved] as const

const keyOf = ({ stream, data: { no } }: EventOf<(typeof events)[number]>) => {
  const { tenant, id } = parseStreamName(stream)
  return [tenant, id, no] as const
}

/** One row per difference: what finance has to look into, and how it ended. */
export const reconciliationDifferenceProjection = defineProjection({
  name: 'reconciliation_difference',
  version: 1,
  events,
  columns: {
    tenant: 'text', reconciliation_id: 'text', difference_no: 'integer', channel: 'text', day: 'text', kind: 'text', out_refund_no: 'text',
    case_id: 'text?', payout_no: 'integer?', ours_minor: 'bigint?', theirs_minor: 'bigint?', ours_currency: 'text?', theirs_currency: 'text?',
    status: 'text', found_at: 'timestamptz', resolution: 'text?',
  },
  key: ['tenant', 'reconciliation_id', 'difference_no'],
  indexes: [['found_at'], ['status', 'found_at']],
  keysOf: (event) => [keyOf(event)],
  reduce: (rows, event) => {
    const [tenant, reconciliation_id, difference_no] = keyOf(event)
    if (event.type === 'ReconciliationDifferenceFound') {
      const { channel, day, kind, outRefundNo, caseId = null, payoutNo = null, ours, theirs } = event.data
      return rows.put({
        tenant, reconciliation_id, difference_no, channel, day, kind, out_refund_no: outRefundNo, case_id: caseId, payout_no: payoutNo,
        ours_minor: ours?.amount.minor ?? null, theirs_minor: theirs?.amount.minor ?? null,
        ours_currency: ours?.amount.currency ?? null, theirs_currency: theirs?.amount.currency ?? null,
        status: 'open', found_at: event.metadata.recordedAt, resolution: null,
      })
    }
    const row = rows.get(tenant, reconciliation_id, difference_no)
    if (!row) throw new Error(`${event.stream} has no difference ${difference_no}`)
    rows.put(event.type === 'WriteOffProposed' ? { ...row, status: 'proposed' } : { ...row, status: 'resolved', resolution: event.data.how })
  },
})
