import type { Decision, Refusal } from '@recourse/kernel'
import type { ResubmitPayout } from '../commands.js'
import { PayoutRequested, PayoutResubmitted } from '../events/index.js'
import { refuse } from '../refusals.js'
import { nextPayoutNo, outRefundNoOf, type OpenedCase, type Payout } from '../state.js'
import { notPayable } from './correct-payout-details.js'
import { notIn, reviewerIsRequester } from './guards.js'
import { notReserved, overPayment, payoutOpen } from './request-payout.js'

/** The same money once more, once its details were corrected by somebody else; unchanged only where the channel itself wants nothing but another number. */
export const resubmitPayout = ({ payoutNo, correctionVersion, facts, actor }: ResubmitPayout, state: OpenedCase): Decision => {
  const wrongPhase = notIn(state, 'payout')
  if (wrongPhase) return wrongPhase
  const payout = state.payouts[payoutNo]
  if (!payout) return refuse('UnknownPayout', { payoutNo })
  const refusal = reviewerIsRequester(actor.id, state) ?? notPayable(payoutNo, payout) ?? payoutOpen(state, payoutNo) ?? notReserved(payout.amount, facts.reserved)
  if (refusal) return refusal
  if (!payout.correction && !payout.anew) return refuse('CorrectionNeeded', { payoutNo })
  if (payout.correction?.by === actor.id) return refuse('ResubmitterIsCorrector')
  const unseen = notSeen(payout.correction?.version, correctionVersion)
  if (unseen) return unseen
  if (keepsNumber(payout)) return [PayoutResubmitted({ payoutNo })]
  const next = nextPayoutNo(state)
  return [PayoutRequested({
    payoutNo: next, outRefundNo: outRefundNoOf(state.caseId, next), amount: payout.amount, channel: payout.correction?.channel ?? payout.channel,
    ...overPayment(payout.paymentReference), resubmits: payoutNo,
  })]
}

/** Exactly the correction that the second person looked at is confirmed: one made since then is unseen. */
const notSeen = (correctionVersion: number | undefined, seen: number | undefined): Refusal | undefined => {
  if (correctionVersion === seen) return undefined
  return seen === undefined ? refuse('CorrectionNotNamed', { correctionVersion }) : refuse('CorrectionChanged', { correctionVersion })
}

/** A number that can still move money is the only one that may: a second one could pay twice. What is final, came back or changes its channel opens the next. */
const keepsNumber = ({ status, correctable, channel, correction }: Payout): boolean =>
  status === 'abnormal' || (status === 'failed' && correctable === true && correction?.channel === channel)
