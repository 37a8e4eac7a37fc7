import type { Decision } from '@recourse/kernel'
import type { WithdrawRefund } from '../commands.js'
import { RefundCaseClosed, RefundWithdrawn } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'

/** Possible until the money is approved; from then on it is on its way. */
export const withdrawRefund = ({ reason }: WithdrawRefund, state: OpenedCase): Decision => {
  if (state.outcome === 'withdrawn') return []
  return notIn(state, 'intake', 'review', 'settlement', 'decision', 'appeal')
    ?? [RefundWithdrawn(reason ? { reason } : {}), RefundCaseClosed({ outcome: 'withdrawn' })]
}
