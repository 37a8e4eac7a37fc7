import type { Instant } from '@recourse/kernel'
import type { DeferralCause, Payout } from '@recourse/refund-case'

/** The channel was not called, so nothing about it is unknown: the payout is taken up again later. */
export interface Deferral {
  readonly outcome: 'deferred'
  readonly cause: DeferralCause
  /** Not before. */
  readonly until: Instant
}

/** It waits in the channel's own queue for people, with the details that it has now: these are new to nobody. */
export const isQueued = ({ deferral }: Payout): boolean => deferral?.cause === 'BATCH'

/** Nobody has ever said that the channel has it. */
export const isUnsent = (payout: Payout): boolean => payout.status === 'requested' || (payout.status === 'unknown' && isQueued(payout))

export const isDeferral = (answer: { readonly outcome: string }): answer is Deferral => answer.outcome === 'deferred'
