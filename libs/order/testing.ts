import { money, StreamInMemory, streamName, orderStreamId, type Actor, type CommandContext, type Instant, type Money, type PersonalData, type Role } from '@recourse/kernel'
import type { OrderCommand, TurnRules } from './commands.js'
import type { Prepaid } from './events/index.js'
import { orderDecider } from './decider.js'
import { orderPermissions } from './permissions.js'
import type { Order, RecordedOrder } from './state.js'

/** Words for the specs of this library; no part of its public entry. */

export const T0 = '2026-03-02T02:00:00.000Z'
export const cny = (minor: number): Money => money(minor, 'CNY')

export type OrderStream = StreamInMemory<Order, OrderCommand>
export const newOrder = (): OrderStream => new StreamInMemory(orderDecider, streamName('order', 'demo', orderStreamId('demo', 'A-1')))
export const stateOf = (stream: OrderStream): RecordedOrder => stream.state as RecordedOrder

type Of<Type extends OrderCommand['type']> = Extract<OrderCommand, { type: Type }>

let sent = 0

/** A command by the first role that may send it, at T0; `role` changes that. */
export const command = <Type extends OrderCommand['type']>(type: Type, fields: Omit<Of<Type>, keyof CommandContext | 'type'>, role?: Role): Of<Type> => {
  const actor: Actor = { id: 'system', roles: [role ?? orderPermissions[type][0]!] }
  return { type, ...fields, id: `command-${(sent += 1)}`, tenant: 'demo', actor, now: T0, correlationId: 'c' } as unknown as Of<Type>
}

export const recordOrder = (changes: Partial<Of<'RecordOrder'>> = {}): Of<'RecordOrder'> => command('RecordOrder', {
  orderId: 'A-1', placedAt: T0, customer: 'wang', paid: cny(1_000), country: 'CN', items: [{ sku: 'soup', quantity: 2, amount: cny(1_000) }],
  paymentLegs: [{ channel: 'WECHAT_PAY', reference: 'w-1', amount: cny(700) }, { channel: 'ALIPAY', reference: 'a-1', amount: cny(300) }], ...changes,
})
export const PAYER: PersonalData = { person: 'wang', fields: { payerName: 'Wang Lin' } }
const of = (round?: number) => (round === undefined ? {} : { round })
/** `round`: the appeal of the case that reserves again. */
/** Ten visits, paid in advance. */
export const PREPAID: Prepaid = { kind: 'METERED', concludedOn: '2026-03-02', paidOn: '2026-03-02', units: 10 }
export const reserve = (caseId: string, minor: number, round?: number): Of<'ReserveRefund'> => command('ReserveRefund', { caseId, amount: cny(minor), ...of(round) })
export const reduce = (caseId: string, minor: number): Of<'ReduceReservation'> =>
  command('ReduceReservation', { caseId, amount: cny(minor), reason: 'PARTIAL' })
export const release = (caseId: string, round?: number): Of<'ReleaseReservation'> => command('ReleaseReservation', { caseId, reason: 'REFUSED', ...of(round) })
export const settle = (caseId: string, payoutNo: number, minor: number, reference?: string): Of<'SettleRefund'> =>
  command('SettleRefund', { caseId, payoutNo, amount: cny(minor), ...(reference === undefined ? {} : { reference }) })
export const reverse = (caseId: string, payoutNo: number): Of<'ReverseSettlement'> => command('ReverseSettlement', { caseId, payoutNo })
export const allocate = (caseId: string, minor: number): Of<'AllocateRefund'> => command('AllocateRefund', { caseId, amount: cny(minor) })
export const RULES: TurnRules = { minimumSpacing_ms: 60_000, maxRefunds: 50, window_days: 365 }
export const turn = (caseId: string, payoutNo: number, at: Instant = T0, changes: Partial<Of<'TakePayoutTurn'>> = {}): Of<'TakePayoutTurn'> =>
  command('TakePayoutTurn', { caseId, payoutNo, channel: 'WECHAT_PAY', reference: 'w-1', at, rules: RULES, ...changes })
export const delivered = (at = T0): Of<'UpdateDelivery'> => command('UpdateDelivery', { status: 'DELIVERED', at })

export const ordered = (): OrderStream => newOrder().given(recordOrder())

/** One stream that meets every event. */
export const walk = (): OrderStream => ordered().given(
  recordOrder({ prepaid: PREPAID, personal: PAYER }),
  command('UpdateDelivery', { status: 'IN_TRANSIT', eta: T0, at: T0 }),
  reserve('c-1', 600), reduce('c-1', 500), allocate('c-1', 500), turn('c-1', 1), settle('c-1', 1, 500, 'w-1'), reverse('c-1', 1), release('c-1'),
)
