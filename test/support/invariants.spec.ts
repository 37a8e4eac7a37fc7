import { describe, expect, it } from '@jest/globals'
import { faultsOf, INVARIANTS, type Books, type LoggedEvent } from './invariants.js'

type Told = Pick<LoggedEvent, 'stream' | 'type' | 'data'> & { readonly by?: string }

const ORDER = 'order-demo.o-1'
const CASE = 'refundCase-demo.c-1'
const PAID = { payoutNo: 1, amount: { minor: 500 } }

/** One case from its order to its settlement. */
const HISTORY: readonly Told[] = [
  { stream: ORDER, type: 'OrderRecorded', data: { orderId: 'o-1', paid: { minor: 1_000 } } },
  { stream: CASE, type: 'RefundRequested', data: { orderId: 'o-1', requested: { minor: 500 } } },
  { stream: CASE, type: 'RefundApproved', data: { amount: { minor: 500 } } },
  { stream: CASE, type: 'PayoutRequested', data: { payoutNo: 1, channel: 'alipay', outRefundNo: 'c-1-1' }, by: 'policy:request' },
  { stream: CASE, type: 'PayoutConfirmed', data: PAID, by: 'policy:send' },
  { stream: ORDER, type: 'RefundSettled', data: { caseId: 'c-1', ...PAID }, by: 'policy:settle' },
]

const logOf = (told: readonly Told[]): LoggedEvent[] => told.map(({ by = 'lin', ...event }, index) => ({
  ...event, version: told.slice(0, index + 1).filter(({ stream }) => stream === event.stream).length, position: index + 1, id: `e-${index}`,
  metadata: { tenant: 'demo', commandId: `k-${index}`, actor: { id: by } },
}))

const LEFT = { outRefundNo: 'c-1-1', direction: 'out', minor: 500 } as const
const healthy: Books = {
  events: logOf(HISTORY), ledgers: new Map([['alipay', [LEFT]]]), reconciled: true, quarantined: [], stuck: [], sentThoughStopped: [],
  acknowledged: [{ commandId: 'k-0', stream: ORDER, version: 1 }], views: [{ view: 'payout', kept: [{ no: 1 }], folded: [{ no: 1 }] }],
}

const told = (...more: readonly Told[]): LoggedEvent[] => logOf([...HISTORY, ...more])
const amounts = (type: string, key: string, minor: number): LoggedEvent[] =>
  logOf(HISTORY.map((event) => (event.type === type ? { ...event, data: { ...event.data, [key]: { minor } } } : event)))
const changed = (at: number, change: Partial<LoggedEvent>): LoggedEvent[] => logOf(HISTORY).map((event, index) => (index === at ? { ...event, ...change } : event))

/** What breaks each of them. */
const BROKEN: Readonly<Record<string, Partial<Books>>> = {
  'I1 positions have no gap': { events: changed(5, { position: 7 }) },
  'I1 what was acknowledged stands in the log once': { acknowledged: [{ commandId: 'k-9', stream: CASE, version: 5 }] },
  'I2 versions of a stream run from 1 without gaps': { events: changed(4, { version: 5 }) },
  'I3 confirmed ≤ approved ≤ requested': { events: amounts('RefundApproved', 'amount', 499) },
  'I3 the refunds of an order never exceed what was paid': { events: amounts('OrderRecorded', 'paid', 499) },
  'I3 what an order settles is what its cases were paid': { events: amounts('RefundSettled', 'amount', 499) },
  'I4 under one number money left at most once': { ledgers: new Map([['alipay', [LEFT, LEFT]]]) },
  'I4 the channels moved exactly what is recorded': { ledgers: new Map([['alipay', []]]) },
  'I4 what came back is recorded as returned': { ledgers: new Map([['alipay', [LEFT, { ...LEFT, direction: 'back' as const }]]]) },
  'I4 nothing is sent through a channel that is stopped': { sentThoughStopped: [{ channel: 'alipay', outRefundNo: 'c-1-1' }] },
  'I5 every payout has its outcome': { events: logOf(HISTORY.slice(0, 4)) },
  'I5 every approved case is paid': { stuck: [CASE] },
  'I6 every view is the fold of the log': { views: [{ view: 'payout', kept: [{ no: 1 }], folded: [{ no: 2 }] }] },
  'I7 a consumer acts once per event': { events: told({ stream: CASE, type: 'MessagePosted', data: {}, by: 'policy:post' }, { stream: CASE, type: 'MessagePosted', data: {}, by: 'policy:post' }) },
  'I7 what happens once happens once': { events: told({ stream: CASE, type: 'PayoutConfirmed', data: PAID }) },
  'I7 a command stands in the log in one piece': { events: changed(4, { metadata: logOf(HISTORY)[1]!.metadata }) },
  'I7 nothing is in quarantine': { quarantined: [{ consumer: 'payout', stream: CASE }] },
}

describe('the invariants', () => {
  it('hold of a history in which all is well', () => {
    expect(faultsOf(healthy)).toEqual([])
  })

  it.each(INVARIANTS)('%s: what breaks it is found', (invariant) => {
    expect(faultsOf({ ...healthy, ...BROKEN[invariant]! }).map((fault) => fault.invariant)).toContain(invariant)
  })
})
