import { money, type Instant, type Money } from '@recourse/kernel'
import type { DeliveryUpdated, OrderRecorded, PaymentLeg, Prepaid, RefundReserved } from './events/index.js'

type DataOf<Definition extends (...args: never[]) => { data: unknown }> = ReturnType<Definition>['data']

/** What one case holds of the order. */
export interface Claim {
  readonly reserved_minor: number
  /** How often the case was appealed when it last reserved or released. */
  readonly round: number
  /** Settled payouts by number; a reversed one keeps its place with `reversed`. */
  readonly payouts: Readonly<Record<number, { readonly amount_minor: number; readonly reversed: boolean; readonly reference?: string }>>
  /** How it is split over the order's payments; empty until it was approved, or when it is older than the splitting. */
  readonly parts: readonly PaymentLeg[]
}

/** Refunds of one payment that were sent through one channel. */
export interface Turns {
  /** When one was sent last. */
  readonly lastAt?: Instant
  /** Their refund numbers. */
  readonly payouts: readonly string[]
}

export interface RecordedOrder extends DataOf<typeof OrderRecorded> {
  readonly recorded: true
  readonly delivery?: DataOf<typeof DeliveryUpdated>
  readonly prepaid?: Prepaid
  /** Whether it is known in whose name it was paid. */
  readonly payerNamed: boolean
  /** By channel and payment. */
  readonly turns: Readonly<Record<string, Turns>>
  readonly claims: Readonly<Record<DataOf<typeof RefundReserved>['caseId'], Claim>>
}

export type Order = { readonly recorded: false } | RecordedOrder

export const NO_ORDER: Order = { recorded: false }

export const turnsKey = (channel: string, reference: string): string => JSON.stringify([channel, reference])

export const turnsOf = (order: RecordedOrder, channel: string, reference: string): Turns => order.turns[turnsKey(channel, reference)] ?? { payouts: [] }

/** Of one payment, through whatever channels. */
export const turnsOver = (order: RecordedOrder, reference: string): readonly Turns[] =>
  Object.entries(order.turns).filter(([key]) => (JSON.parse(key) as string[])[1] === reference).map(([, turns]) => turns)

/** The parts in which a case is paid, in the order of payment. */
export const partsFor = (order: RecordedOrder, caseId: string): readonly PaymentLeg[] => order.claims[caseId]?.parts ?? []

const settled_minor = (claim: Claim): number =>
  Object.values(claim.payouts).reduce((sum, payout) => sum + (payout.reversed ? 0 : payout.amount_minor), 0)

const claimed_minor = (claim: Claim): number => claim.reserved_minor + settled_minor(claim)

/** What no case has claimed yet: paid − reserved − settled. With `exceptCase`, as if that case had claimed nothing. */
export const restOf = (order: RecordedOrder, exceptCase?: string): Money => {
  const claims = Object.entries(order.claims).filter(([caseId]) => caseId !== exceptCase)
  return money(order.paid.minor - claims.reduce((sum, [, claim]) => sum + claimed_minor(claim), 0), order.paid.currency)
}

export const reservedFor = (order: RecordedOrder, caseId: string): Money => money(order.claims[caseId]?.reserved_minor ?? 0, order.paid.currency)

/** What refunds of all cases have paid of the order, without what came back. */
export const settledOf = (order: RecordedOrder): Money =>
  money(Object.values(order.claims).reduce((sum, claim) => sum + settled_minor(claim), 0), order.paid.currency)

export const settledFor = (order: RecordedOrder, caseId: string): Money => {
  const claim = order.claims[caseId]
  return money(claim ? settled_minor(claim) : 0, order.paid.currency)
}
