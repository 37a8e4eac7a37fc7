import type { Decision } from '@recourse/kernel'
import type { RecordPayoutFailed } from '../commands.js'
import { PayoutFailed } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

/** Only for a failure that the channel itself calls final; a timeout is an unknown outcome. */
export const recordPayoutFailed = ({ payoutNo, code, correctable, anew }: RecordPayoutFailed, state: OpenedCase): Decision => {
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  if (payout.status === 'failed') return []
  if (['confirmed', 'returned', 'surplus', 'recovered'].includes(payout.status)) return refuse('PayoutAlreadyFinal', { payoutNo, status: payout.status })
  return [PayoutFailed({ payoutNo, code, correctable, ...(anew && { anew }) })]
}
