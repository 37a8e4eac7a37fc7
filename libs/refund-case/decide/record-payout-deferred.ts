import type { Decision, Instant } from '@recourse/kernel'
import type { RecordPayoutDeferred } from '../commands.js'
import { PayoutDeferred } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase, Payout } from '../state.js'
import { queryAfter } from './payout-query-ladder.js'

/** Only what is to be sent, or to be asked about, can be put off; the same again, before its time has come, is nothing to do. */
export const recordPayoutDeferred = ({ payoutNo, until, cause, now }: RecordPayoutDeferred, state: OpenedCase): Decision => {
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  const { status, deferral } = payout
  if (!['requested', 'submitted', 'unknown', 'abnormal'].includes(status)) return []
  if (deferral && deferral.cause === cause && deferral.until > now) return []
  return [PayoutDeferred({ payoutNo, until: later(until, earliest(payout, cause, now)), cause })]
}

/** As many refunds as a payment may have at WeChat Pay could go before this one. */
const TURNS = 50

/** The payment's spacing and a quota say themselves when they end; whatever lasts climbs the ladder, so that no case runs full while a channel stands still. */
const earliest = ({ deferrals = 0 }: Payout, cause: RecordPayoutDeferred['cause'], now: Instant): Instant =>
  ((cause === 'SPACING' || cause === 'QUOTA') && deferrals < TURNS ? now : queryAfter(now, deferrals))

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other)
