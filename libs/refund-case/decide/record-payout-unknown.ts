import type { Decision } from '@recourse/kernel'
import type { RecordPayoutUnknown } from '../commands.js'
import { PayoutOutcomeUnknown } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { queryAfter } from './payout-query-ladder.js'

export const recordPayoutUnknown = ({ payoutNo, cause, now }: RecordPayoutUnknown, state: OpenedCase): Decision => {
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  if (!['requested', 'submitted', 'unknown'].includes(payout.status)) return []
  return [PayoutOutcomeUnknown({ payoutNo, attempt: payout.attempts + 1, cause, queryAfter: queryAfter(now, payout.attempts) })]
}
