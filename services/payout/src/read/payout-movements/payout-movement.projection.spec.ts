import { expect, it } from '@jest/globals'
import { rowsOf } from '@recourse/event-flow/testing'
import { money, type RecordedEvent } from '@recourse/kernel'
import { payoutMovementProjection } from './payout-movement.projection.js'

const [settledAt, returnedAt] = ['2026-11-21T08:00:00.000Z', '2026-11-23T08:00:00.000Z']
const requestedAt = '2026-11-20T08:00:00.000Z'
const amount = money(500, 'CNY')
const event = (type: string, data: object): RecordedEvent => ({ type, stream: 'refundCase-demo.c', data: { payoutNo: 1, ...data }, metadata: { recordedAt: requestedAt } }) as unknown as RecordedEvent
const requested = event('PayoutRequested', { outRefundNo: 'c-1', channel: 'sandbox', amount })

it.each<[string, RecordedEvent[], object]>([
  ['is on its way', [], { settled_at: null, returned_at: null }],
  ['left', [event('PayoutConfirmed', { amount, settledAt })], { settled_at: settledAt, returned_at: null }],
  ['left and came back', [event('PayoutConfirmed', { amount, settledAt }), event('PayoutReturned', { returnedAt })], { settled_at: settledAt, returned_at: returnedAt }],
  ['left though nothing is owed: our books know of it', [event('ClawbackRequested', { amount, settledAt })], { settled_at: settledAt, returned_at: null }],
  ['left though nothing was owed, and is back', [event('ClawbackRequested', { amount, settledAt }), event('ClawbackSettled', { returnedAt })], { settled_at: settledAt, returned_at: returnedAt }],
])('money that %s', (_, events, times) => {
  expect(rowsOf(payoutMovementProjection, [requested, ...events])).toEqual([
    { tenant: 'demo', case_id: 'c', payout_no: 1, out_refund_no: 'c-1', channel: 'sandbox', amount_minor: 500, currency: 'CNY', requested_at: requestedAt, ...times },
  ])
})

it('comes from a request', () => {
  expect(() => rowsOf(payoutMovementProjection, [event('PayoutConfirmed', { amount, settledAt })])).toThrow('there was no request for payout demo/c/1')
})
