import type { Instant } from '@recourse/kernel'

/** What became of one payout, by recording times. */
export interface PayoutFact {
  readonly amount_minor: number
  readonly channel: string
  /** When the channel took it on. */
  readonly sent_at?: Instant
  readonly confirmed_at?: Instant
  /** It failed, or the money came back. */
  readonly void?: true
}

export type PayoutFacts = Readonly<Record<string, PayoutFact>>

/** What a case's payouts come to. Those that failed or came back count for nothing. */
export interface PayoutTotals {
  readonly refunded_minor: number
  readonly channel: string | null
  /** When the first of the money was sent. */
  readonly sent_at: Instant | null
  /** When the last of what was approved was confirmed; null while something is missing. */
  readonly confirmed_at: Instant | null
}

export const changePayout = (payouts: PayoutFacts, payoutNo: number, change: Partial<PayoutFact>): PayoutFacts =>
  ({ ...payouts, [payoutNo]: { ...payouts[payoutNo]!, ...change } })

export const totalsOf = (payouts: PayoutFacts, approved_minor: number | null): PayoutTotals => {
  const standing = Object.values(payouts).filter((payout) => !payout.void)
  const confirmed = standing.filter(({ confirmed_at }) => confirmed_at !== undefined)
  const refunded_minor = confirmed.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
  const times = (name: 'sent_at' | 'confirmed_at'): Instant[] => standing.flatMap((payout) => payout[name] ?? []).sort()
  return {
    refunded_minor,
    channel: standing.at(-1)?.channel ?? null,
    sent_at: times('sent_at')[0] ?? null,
    confirmed_at: refunded_minor > 0 && refunded_minor === approved_minor ? times('confirmed_at').at(-1)! : null,
  }
}
