import type { Decision } from '@recourse/kernel'
import type { RecordPayoutReturned } from '../commands.js'
import { PayoutReturned } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { openStage, type Rules } from './stage-opening.js'

/** Success is reversible: the money came back, also after the case was closed, and is owed again. */
export const recordPayoutReturned = ({ payoutNo, code, returnedAt, now }: RecordPayoutReturned, state: OpenedCase, rules: Rules): Decision => {
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  if (payout.status === 'returned') return []
  if (payout.status !== 'confirmed') return refuse('PayoutNotConfirmed', { payoutNo, status: payout.status })
  return [PayoutReturned({ payoutNo, code, returnedAt, opens: openStage(rules, 'payout', now) })]
}
