import type { Decision } from '@recourse/kernel'
import type { RecordPayoutSubmitted } from '../commands.js'
import { PayoutSubmitted } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { queryAfter } from './payout-query-ladder.js'

/** News that is overtaken by a later status is nothing to do. */
export const recordPayoutSubmitted = ({ payoutNo, channelReference, now }: RecordPayoutSubmitted, state: OpenedCase): Decision => {
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  if (payout.status !== 'requested' && payout.status !== 'unknown') return []
  return [PayoutSubmitted({ payoutNo, channelReference, queryAfter: queryAfter(now, payout.attempts) })]
}
