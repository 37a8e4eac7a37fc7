import type { Decision, Refusal } from '@recourse/kernel'
import type { CorrectPayoutDetails } from '../commands.js'
import { PayoutDetailsCorrected } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase, Payout } from '../state.js'
import { notIn } from './guards.js'

export const correctPayoutDetails = ({ payoutNo, channel, personal }: CorrectPayoutDetails, state: OpenedCase): Decision => {
  const wrongPhase = notIn(state, 'payout')
  if (wrongPhase) return wrongPhase
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  return notPayable(payoutNo, payout)
    ?? (payout.correctable === false && channel === payout.channel ? refuse('PayoutNotCorrectable', { channel }) : undefined)
    ?? [PayoutDetailsCorrected({ payoutNo, channel }, personal)]
}

/** Only a final failure or a return, and only once, lets the same money be paid under a new number. */
export const notPayable = (payoutNo: number, payout: Payout): Refusal | undefined =>
  (payout.status === 'failed' || payout.status === 'returned') && !payout.resubmittedAs
    ? undefined
    : refuse('PayoutNotFailed', { payoutNo, status: payout.status, resubmittedAs: payout.resubmittedAs })
