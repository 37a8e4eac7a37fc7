import type { RefundPack } from '@recourse/policy'
import type { Phase } from '@recourse/refund-case'

export interface Transition {
  readonly from: Phase
  readonly event: string
  readonly to: Phase
}

/** What of the phase machine a pack switches off. Random walks of the decider under each shipped pack hold this to the truth, both ways. */
export const isPossibleUnder = (pack: RefundPack, { from, event, to }: Transition): boolean => {
  if (from === 'settlement' || to === 'settlement') return pack.settlement.required
  // Where money is negotiated nobody approves past the agreement.
  if (from === 'review' && (to === 'payout' || to === 'decision')) return !pack.settlement.required
  if (from === 'intake' && event !== 'ReviewOpened') return waitsForEvidence(pack)
  if (to === 'receipt') return pack.receipt.mode === 'confirm'
  // The money closes the case only where nobody's word is waited for.
  if (from === 'payout' && event === 'RefundCaseClosed') return pack.receipt.mode === 'none'
  return true
}

/** Where no reason asks for evidence, intake is passed in the moment of the request. */
export const waitsForEvidence = ({ reasons }: RefundPack): boolean => reasons.some(({ requiredEvidence }) => requiredEvidence.length > 0)
