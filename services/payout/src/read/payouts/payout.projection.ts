import { defineProjection, type Key, type RowOf, type Rows } from '@recourse/event-flow'
import { parseStreamName, type EventOf } from '@recourse/kernel'
import {
  ClawbackRequested, ClawbackSettled, PayoutAbnormal, PayoutConfirmed, PayoutDeferred, PayoutDetailsCorrected, PayoutFailed, PayoutOutcomeUnknown, PayoutRequested, PayoutResubmitted,
  PayoutReturned, PayoutSubmitted,
} from '@recourse/refund-case'

const events = [
  PayoutRequested, PayoutDeferred, PayoutSubmitted, PayoutOutcomeUnknown, PayoutConfirmed, PayoutFailed, PayoutAbnormal, PayoutDetailsCorrected, PayoutResubmitted, PayoutReturned,
  ClawbackRequested, ClawbackSettled,
] as const

const columns = {
  tenant: 'text', case_id: 'text', payout_no: 'integer', out_refund_no: 'text', status: 'text', amount_minor: 'bigint', currency: 'text', channel: 'text',
  code: 'text?', attempts: 'integer', deferred_until: 'timestamptz?', needs: 'text?', resubmitted_as: 'integer?',
  corrected_by: 'text?', corrected_at: 'timestamptz?', correction_version: 'integer?', correction_channel: 'text?',
  requested_at: 'timestamptz', sent_at: 'timestamptz?', settled_at: 'timestamptz?',
} as const

type Row = RowOf<typeof columns>
type Event = EventOf<(typeof events)[number]>

/** A row per payout: what was asked of which channel, what came of it, and what a person has to do next. */
export const payoutProjection = defineProjection({
  name: 'payout',
  version: 5,
  events,
  columns,
  key: ['tenant', 'case_id', 'payout_no'],
  indexes: [['requested_at'], ['status', 'requested_at']],
  keysOf: (event) => [event.data.payoutNo, ...replacedBy(event)].map((payoutNo) => keyOf(event, payoutNo)),
  reduce: (rows, event) => {
    for (const replaced of replacedBy(event)) change(rows, keyOf(event, replaced), { needs: null, resubmitted_as: event.data.payoutNo, ...UNCORRECTED })
    if (event.type === 'PayoutRequested') rows.put(requested(event))
    else change(rows, keyOf(event, event.data.payoutNo), changeBy(event))
  },
})

const keyOf = (event: Event, payoutNo: number): Key => {
  const { tenant, id } = parseStreamName(event.stream)
  return [tenant, id, payoutNo]
}

/** The payout whose money is, or was, paid under the event's number instead. */
const replacedBy = (event: Event): number[] => {
  const replaced = event.type === 'PayoutRequested' ? event.data.resubmits : event.type === 'PayoutConfirmed' ? event.data.insteadOf : undefined
  return replaced === undefined ? [] : [replaced]
}

/** A function of the row, for what depends on it. */
type Change = Partial<Row> | ((row: Row) => Partial<Row>)

const change = (rows: Rows<Row>, key: Key, by: Change): void => {
  const row = rows.get(...key)
  if (!row) throw new Error(`there was no request for payout ${key.join('/')}`)
  rows.put({ ...row, ...(typeof by === 'function' ? by(row) : by) })
}

/** No correction waits for a second person. */
const UNCORRECTED = { corrected_by: null, corrected_at: null, correction_version: null, correction_channel: null } as const satisfies Partial<Row>

const requested = (event: EventOf<typeof PayoutRequested>): Row => {
  const { tenant, id } = parseStreamName(event.stream)
  const { payoutNo, outRefundNo, amount, channel } = event.data
  return {
    tenant, case_id: id, payout_no: payoutNo, out_refund_no: outRefundNo, status: 'requested', amount_minor: amount.minor, currency: amount.currency, channel,
    code: null, attempts: 0, deferred_until: null, needs: null, resubmitted_as: null, ...UNCORRECTED, requested_at: event.metadata.recordedAt, sent_at: null, settled_at: null,
  }
}

const changeBy = (event: Exclude<Event, EventOf<typeof PayoutRequested>>): Change => {
  const { data, type, version, metadata: { actor, recordedAt } } = event
  switch (type) {
    case 'PayoutDeferred': return { code: data.cause, deferred_until: data.until }
    case 'PayoutSubmitted': return ({ attempts, sent_at }) => ({ status: 'submitted', code: null, attempts: attempts + 1, deferred_until: null, sent_at: sent_at ?? recordedAt })
    case 'PayoutOutcomeUnknown': return ({ status }) => ({
      status: status === 'abnormal' ? status : 'unknown', code: data.cause, attempts: data.attempt, deferred_until: null,
    })
    case 'PayoutConfirmed': return ({ sent_at }) => ({
      status: 'confirmed', code: null, deferred_until: null, needs: null, resubmitted_as: null, ...UNCORRECTED, sent_at: sent_at ?? recordedAt, settled_at: data.settledAt,
    })
    case 'PayoutFailed': return { status: 'failed', code: data.code, deferred_until: null, needs: data.anew ? 'resubmission' : 'correction' }
    case 'PayoutAbnormal': return ({ needs, status, sent_at }) => ({
      status: 'abnormal', code: data.code, deferred_until: null, needs: status === 'abnormal' ? needs : 'correction', sent_at: sent_at ?? recordedAt,
    })
    case 'PayoutDetailsCorrected': return {
      needs: 'resubmission', corrected_by: actor.id, corrected_at: recordedAt, correction_version: version, correction_channel: data.channel,
    }
    case 'PayoutResubmitted': return { status: 'requested', code: null, attempts: 0, deferred_until: null, needs: null, sent_at: null, ...UNCORRECTED }
    case 'PayoutReturned': return { status: 'returned', code: data.code, needs: 'correction', ...UNCORRECTED }
    case 'ClawbackRequested': return { status: 'surplus', code: null, needs: 'clawback', settled_at: data.settledAt }
    case 'ClawbackSettled': return { status: 'recovered', code: data.code ?? null, needs: null }
  }
}
