import { assertNever } from '@recourse/kernel'
import type { OrderEvent, PayoutTurnTaken } from './events/index.js'
import { partsWithin } from './legs.js'
import { turnsKey, turnsOf, type Claim, type Order, type RecordedOrder } from './state.js'

export const evolve = (order: Order, event: OrderEvent): Order => {
  if (event.type === 'OrderRecorded') return { ...event.data, recorded: true, payerNamed: false, turns: {}, claims: {} }
  if (!order.recorded) throw new Error(`an order begins with OrderRecorded, not ${event.type}`)
  switch (event.type) {
    case 'PayerNamed': return { ...order, payerNamed: true }
    case 'PrepaidContractRecorded': return { ...order, prepaid: event.data.prepaid }
    case 'DeliveryUpdated': return { ...order, delivery: event.data }
    case 'RefundReserved': return claim(order, event.data.caseId, (held) => ({ ...held, reserved_minor: event.data.amount.minor, round: event.data.round ?? 0 }))
    case 'RefundReservationReduced': return claim(order, event.data.caseId, (held) => within({ ...held, reserved_minor: event.data.amount.minor }))
    case 'RefundReservationReleased': return claim(order, event.data.caseId, (held) => within({ ...held, reserved_minor: 0, round: event.data.round ?? 0 }))
    case 'RefundSettled': return claim(order, event.data.caseId, (held) => move(held, event.data, false))
    case 'RefundReversed': return claim(order, event.data.caseId, (held) => move(held, event.data, true))
    case 'RefundAllocated': return claim(order, event.data.caseId, (held) => ({ ...held, parts: event.data.parts }))
    case 'PayoutTurnTaken': return turnTaken(order, event.data)
    default: return assertNever(event)
  }
}

const claim = (order: RecordedOrder, caseId: string, change: (held: Claim) => Claim): RecordedOrder => ({
  ...order, claims: { ...order.claims, [caseId]: change(order.claims[caseId] ?? { reserved_minor: 0, round: 0, payouts: {}, parts: [] }) },
})

const within = (held: Claim): Claim => ({ ...held, parts: partsWithin(held) })

const turnTaken = (order: RecordedOrder, { caseId, payoutNo, channel, reference, at }: ReturnType<typeof PayoutTurnTaken>['data']): RecordedOrder => {
  const payouts = [...new Set([...turnsOf(order, channel, reference).payouts, `${caseId}-${payoutNo}`])]
  return { ...order, turns: { ...order.turns, [turnsKey(channel, reference)]: { lastAt: at, payouts } } }
}

interface Moved {
  readonly payoutNo: number
  readonly amount: { readonly minor: number }
  readonly reference?: string | undefined
}

/** Between reserved and settled: a settlement takes from the reservation, its reversal gives it back. */
const move = (held: Claim, { payoutNo, amount, reference = held.payouts[payoutNo]?.reference }: Moved, reversed: boolean): Claim => ({
  ...held,
  reserved_minor: held.reserved_minor + (reversed ? amount.minor : -amount.minor),
  payouts: { ...held.payouts, [payoutNo]: { amount_minor: amount.minor, reversed, ...(reference === undefined ? {} : { reference }) } },
})
