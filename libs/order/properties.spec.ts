import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { OrderCommand } from './commands.js'
import { orderEvents, type OrderEvent } from './events/index.js'
import { reservedFor, restOf, settledFor } from './state.js'
import { cny, ordered, recordOrder, reduce, release, reserve, reverse, settle, stateOf } from './testing.js'

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
)

/** Sums of the events alone: what each case holds reserved and settled. */
const ledgerOf = (events: readonly OrderEvent[]) => {
  const ledger = new Map<string, { reserved: number; settled: number }>()
  for (const event of events) {
    if (!('caseId' in event.data)) continue
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
