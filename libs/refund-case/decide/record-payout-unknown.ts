import type { Decision } from '@recourse/kernel'
import type { RecordPayoutUnknown } from '../commands.js'
import { PayoutOutcomeUnknown } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { lookAfter, queryAfter } from './payout-query-ladder.js'

export const recordPayoutUnknown = ({ payoutNo, cause, now }: RecordPayoutUnknown, state: OpenedCase): Decision => {
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  const { status, attempts } = payout
  if (!['requested', 'submitted', 'unknown', 'abnormal'].includes(status)) return []
  return [PayoutOutcomeUnknown({ payoutNo, attempt: attempts + 1, cause, queryAfter: (status === 'abnormal' ? lookAfter : queryAfter)(now, attempts) })]
}
