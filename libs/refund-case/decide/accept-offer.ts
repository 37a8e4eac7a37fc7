import { isRefusal, type Decision } from '@recourse/kernel'
import type { AcceptOffer } from '../commands.js'
import { OfferAccepted } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import { consentOf } from './offer-terms.js'
import { answerableOffer, openSettlement, partyOf } from './settlement-guards.js'

/** By the other side, for exactly what was offered. */
export const acceptOffer = (command: AcceptOffer, state: OpenedCase): Decision => {
  const { offerNo, offerHash, now } = command
  const settlement = openSettlement(state)
  if (isRefusal(settlement)) return settlement
  const party = partyOf(command, state)
  if (isRefusal(party)) return party
  const offer = answerableOffer(settlement, offerNo, party, now)
  if (isRefusal(offer)) return offer
  if (offer.offerHash !== offerHash) return refuse('OfferChanged', { offerNo, offerHash: offer.offerHash })
  return [OfferAccepted({ offerNo, offerHash, by: party, ...consentOf(party, offer.way) })]
}
