import type { Instant } from '@recourse/kernel'
import type { DeferralCause } from '@recourse/refund-case'

/** The channel was not called, so nothing about it is unknown: the payout is taken up again later. */
export interface Deferral {
  readonly outcome: 'deferred'
  readonly cause: DeferralCause
  /** Not before. */
  readonly until: Instant
}

export const isDeferral = (answer: { readonly outcome: string }): answer is Deferral => answer.outcome === 'deferred'
