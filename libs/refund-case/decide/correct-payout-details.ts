import type { Decision, Refusal } from '@recourse/kernel'
import type { CorrectPayoutDetails } from '../commands.js'
import { PayoutDetailsCorrected } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase, Payout } from '../state.js'
import { notIn } from './guards.js'
import { consentMissing, consentOf, payeeNameDiffers, sameNameOf } from './other-way.js'

export const correctPayoutDetails = (command: CorrectPayoutDetails, state: OpenedCase): Decision => {
  const { payoutNo, channel, facts, personal } = command
  const wrongPhase = notIn(state, 'payout')
  if (wrongPhase) return wrongPhase
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  const isOtherWay = channel !== payout.channel
  return notPayable(payoutNo, payout)
    ?? (payout.waits && isOtherWay ? refuse('MoneyWaitsAtChannel', { channel: payout.channel }) : undefined)
    ?? (payout.correctable === false && channel === payout.channel ? refuse('PayoutNotCorrectable', { channel }) : undefined)
    ?? consentMissing(isOtherWay, state.customer, command)
    ?? payeeNameDiffers(facts)
    ?? [PayoutDetailsCorrected({ payoutNo, channel, ...consentOf(isOtherWay, state.customer, command), ...sameNameOf(personal, facts) }, personal)]
}

/** Only what failed, waits at its channel or came back, and was not paid anew since, is corrected and sent again. */
export const notPayable = (payoutNo: number, payout: Payout): Refusal | undefined =>
  ['failed', 'abnormal', 'returned'].includes(payout.status) && !payout.resubmittedAs
    ? undefined
    : refuse('PayoutNotFailed', { payoutNo, status: payout.status, resubmittedAs: payout.resubmittedAs })
