import type { Decision, Refusal } from '@recourse/kernel'
import { RefundCaseClosed } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'
import { payoutOpen } from './request-payout.js'

/** Money came back after its customer was erased: nobody is left to ask where it goes. It stays owed, and is free on the order for a new request. */
export const closeUnpayable = (state: OpenedCase): Decision =>
  notIn(state, 'payout')
    ?? (state.erased ? undefined : refuse('CustomerNotErased'))
    ?? payoutOpen(state)
    ?? moneyWaits(state)
    ?? [RefundCaseClosed({ outcome: 'unpayable' })]

/** The channel still has money of the case, though the payee that it was to go to instead was wrong. */
const moneyWaits = ({ payouts }: OpenedCase): Refusal | undefined => {
  const waiting = Object.values(payouts).find(({ waits }) => waits)
  return waiting && refuse('MoneyWaitsAtChannel', { channel: waiting.channel })
}
