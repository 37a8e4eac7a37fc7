import type { Decision } from '@recourse/kernel'
import type { RecordPayoutAbnormal } from '../commands.js'
import { PayoutAbnormal } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { lookAfter } from './payout-query-ladder.js'

/** A person corrects where the money goes from there; meanwhile somebody may redirect it at the channel, so it is asked about every day, later every week, and recorded no more often. */
export const recordPayoutAbnormal = ({ payoutNo, code, channelReference, now }: RecordPayoutAbnormal, state: OpenedCase): Decision => {
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  if (!['requested', 'submitted', 'unknown', 'abnormal'].includes(payout.status)) return refuse('PayoutAlreadyFinal', { payoutNo, status: payout.status })
  // The channel was asked before a person had it sent to another payee: that is still to be sent.
  if (payout.status === 'requested' && payout.waits) return []
  if (payout.status === 'abnormal' && payout.queryAfter !== undefined && payout.queryAfter > now) return []
  return [PayoutAbnormal({ payoutNo, code, channelReference, queryAfter: lookAfter(now, payout.attempts) })]
}
