import type { Instant, Money } from '@recourse/kernel'

/** One movement of money under a refund number: `refund` to a payee, `return` when it came back. */
export interface Entry {
  readonly kind: EntryKind
  readonly outRefundNo: string
  readonly amount: Money
  readonly at: Instant
}

export const ENTRY_KINDS = ['refund', 'return'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** Our payout that has a refund number. */
export interface PayoutRef {
  readonly caseId: string
  readonly payoutNo: number
}

/** What our books say. */
export type OurEntry = Entry & PayoutRef

/** A line of the channel's statement; with the payout of that number, if we have one. */
export interface TheirEntry extends Entry {
  readonly channelReference: string
  readonly payout?: PayoutRef
}

/** What a channel and we may each say once: a number pays once, and comes back once. */
export const placeOf = ({ kind, outRefundNo }: Pick<Entry, 'kind' | 'outRefundNo'>): string => `${kind}/${outRefundNo}`
