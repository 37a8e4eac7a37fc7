import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, millisecondsBetween } from '@recourse/kernel'
import fc from 'fast-check'
import type { OrderCommand } from './commands.js'
import { orderEvents, type OrderEvent } from './events/index.js'
import { settledOver_minor } from './legs.js'
import { partsFor, reservedFor, restOf, settledFor, type RecordedOrder } from './state.js'
import { allocate, cny, newOrder, ordered, recordOrder, reduce, release, reserve, reverse, RULES, settle, stateOf, T0, turn } from './testing.js'

const caseId = fc.constantFrom('c-1', 'c-2', 'c-3')
const minor = fc.oneof(fc.integer({ min: -1, max: 1_100 }), fc.constantFrom(400, 500, 600))
const round = fc.constantFrom(undefined, undefined, 1, 2)
const payoutNo = fc.integer({ min: 1, max: 3 })

const anyCommand: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.constant(null).map(() => recordOrder()),
  fc.tuple(caseId, minor, round).map(([id, amount, again]) => reserve(id, amount, again)),
  fc.tuple(caseId, minor).map(([id, amount]) => reduce(id, amount)),
  fc.tuple(caseId, round).map(([id, again]) => release(id, again)),
  fc.tuple(caseId, payoutNo, minor).map(([id, no, amount]) => settle(id, no, amount)),
  fc.tuple(caseId, payoutNo).map(([id, no]) => reverse(id, no)),
  fc.tuple(caseId, minor).map(([id, amount]) => allocate(id, amount)),
  fc.tuple(caseId, payoutNo, fc.integer({ min: 0, max: 200_000 })).map(([id, no, later_ms]) => turn(id, no, addMilliseconds(T0, later_ms))),
)

/** Sums of the events alone: what each case holds reserved and settled. */
const ledgerOf = (events: readonly OrderEvent[]) => {
  const ledger = new Map<string, { reserved: number; settled: number }>()
  for (const event of events) {
    if (!('caseId' in event.data && 'amount' in event.data)) continue
    const row = ledger.get(event.data.caseId) ?? { reserved: 0, settled: 0 }
    const amount = event.data.amount.minor
    if (event.type === 'RefundReserved') row.reserved += amount
    if (event.type === 'RefundReservationReduced') row.reserved = amount
    if (event.type === 'RefundReservationReleased') row.reserved -= amount
    if (event.type === 'RefundSettled') [row.reserved, row.settled] = [row.reserved - amount, row.settled + amount]
    if (event.type === 'RefundReversed') [row.reserved, row.settled] = [row.reserved + amount, row.settled - amount]
    ledger.set(event.data.caseId, row)
  }
  return ledger
}

const schemas = new Map(orderEvents.map((definition) => [definition.type as string, definition.schema]))

/** What happens to a case whose refund is split, as its policies do it: the next part is settled over its own payment. */
type Move = 'reserve' | 'allocate' | 'settle' | 'reverse' | 'reduce' | 'release'
const move = fc.record({ id: caseId, kind: fc.constantFrom<Move>('reserve', 'allocate', 'settle', 'settle', 'reverse', 'reduce', 'release'), minor: fc.integer({ min: 1, max: 900 }), no: payoutNo })

const commandFor = ({ id, kind, minor, no }: { id: string; kind: Move; minor: number; no: number }, order: RecordedOrder): OrderCommand => {
  const payouts = order.claims[id]?.payouts ?? {}
  if (kind === 'reserve') return reserve(id, minor)
  if (kind === 'reduce') return reduce(id, minor)
  if (kind === 'release') return release(id)
  if (kind === 'reverse') return reverse(id, no)
  if (kind === 'allocate') return allocate(id, Math.max(1, reservedFor(order, id).minor))
  const open = partsFor(order, id).map((part) => ({ ...part, left: part.amount.minor - settledOver_minor(order.claims[id]!, part.reference) })).find(({ left }) => left > 0)
  return settle(id, Object.keys(payouts).length + 1, open?.left ?? minor, open?.reference ?? 'none')
}

const overLeg = (order: RecordedOrder, reference: string): number =>
  Object.values(order.claims).flatMap(({ parts }) => parts).reduce((sum, part) => sum + (part.reference === reference ? part.amount.minor : 0), 0)

describe('refunds that are split over payments', () => {
  it('never take more of a payment than was paid by it, and always add up to what was approved', () => {
    let split = 0
    fc.assert(fc.property(fc.array(fc.integer({ min: 50, max: 400 }), { minLength: 1, maxLength: 4 }), fc.array(move, { maxLength: 40, size: 'max' }), (legs, steps) => {
      const paymentLegs = legs.map((minor, n) => ({ channel: n % 2 ? 'ALIPAY' : 'WECHAT_PAY', reference: `p-${n}`, amount: cny(minor) }))
      const paid = cny(legs.reduce((sum, minor) => sum + minor, 0))
      const stream = newOrder().given(recordOrder({ paid, paymentLegs }))
      for (const step of steps) {
        const sent = commandFor(step, stateOf(stream))
        const decision = stream.when(sent)
        const order = stateOf(stream)
        const sum = (id: string) => partsFor(order, id).reduce((total, { amount }) => total + amount.minor, 0)
        if (sent.type === 'AllocateRefund' && !('code' in decision)) {
          if (sum(step.id) !== sent.amount.minor) throw new Error('the parts do not add up')
          if (partsFor(order, step.id).length > 1) split += 1
        }
        if ('code' in decision && decision.code === 'PaymentsDoNotCover') throw new Error('what is reserved can always be allocated')
        for (const { reference, amount } of paymentLegs) if (overLeg(order, reference) > amount.minor) throw new Error(`more than was paid by ${reference} after ${sent.type}`)
        for (const id of Object.keys(order.claims)) {
          if (sum(id) > reservedFor(order, id).minor + settledFor(order, id).minor) throw new Error(`parts that nothing covers after ${sent.type}`)
        }
      }
    }), { numRuns: 1_500 })
    expect(split).toBeGreaterThan(100)
  })

  it('are sent in turns that keep the channel\'s spacing, number and time', () => {
    fc.assert(fc.property(fc.array(fc.record({ id: caseId, no: payoutNo, wait_ms: fc.constantFrom(0, 1, 3_000, 60_000, 30 * 86_400_000) }), { maxLength: 40 }), (steps) => {
      const stream = ordered()
      let at = T0
      for (const { id, no, wait_ms } of steps) {
        at = addMilliseconds(at, wait_ms)
        stream.when(turn(id, no, at, { rules: { ...RULES, maxRefunds: 4 } }))
      }
      const turns = (stream.events as OrderEvent[]).flatMap((event) => (event.type === 'PayoutTurnTaken' ? [event.data] : []))
      for (const [n, { at }] of turns.entries()) if (n > 0 && millisecondsBetween(turns[n - 1]!.at, at) < 60_000) throw new Error('two refunds too close')
      if (new Set(turns.map(({ caseId, payoutNo }) => `${caseId}-${payoutNo}`)).size > 4) throw new Error('too many refunds')
    }), { numRuns: 300 })
  })
})

describe('any list of commands on an order', () => {
  it('never claims more than was paid, and keeps every claim at or above zero', () => {
    const met = new Set<string>()
    fc.assert(fc.property(fc.array(anyCommand, { maxLength: 40, size: 'max' }), (commands) => {
      const stream = ordered()
      for (const command of commands) {
        stream.when(command)
        const ledger = ledgerOf(stream.events as OrderEvent[])
        const rows = [...ledger.values()]
        const claimed = rows.reduce((sum, { reserved, settled }) => sum + reserved + settled, 0)
        if (claimed > 1_000 || rows.some(({ reserved, settled }) => reserved < 0 || settled < 0)) throw new Error(`over-refunded by ${command.type}`)
        if (restOf(stateOf(stream)).minor !== 1_000 - claimed) throw new Error('the state tells another rest than the events')
      }
      for (const [id, { reserved, settled }] of ledgerOf(stream.events as OrderEvent[])) {
        expect([reservedFor(stateOf(stream), id), settledFor(stateOf(stream), id)]).toEqual([cny(reserved), cny(settled)])
      }
      for (const { type, data } of stream.events) {
        met.add(type)
        if (!schemas.get(type)!.safeParse(data).success) throw new Error(`${type} does not fit its schema`)
      }
    }), { numRuns: 500 })
    expect([...met].sort()).toEqual(orderEvents.map(({ type }) => type).filter((type) => !['DeliveryUpdated', 'PayerNamed', 'PrepaidContractRecorded'].includes(type)).sort())
  })

  it('is not moved by the same command a second time', () => {
    fc.assert(fc.property(fc.array(anyCommand, { maxLength: 20 }), anyCommand, (commands, last) => {
      const stream = ordered()
      for (const command of [...commands, last]) stream.when(command)
      const length = stream.events.length
      stream.when({ ...last, id: 'again' })
      expect(stream.events.length).toBe(length)
    }), { numRuns: 1_000 })
  })
})
