import { isRefusal, type Decision } from '@recourse/kernel'
import type { CounterOffer } from '../commands.js'
import { OfferCountered } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notOfferable, offerFrom } from './offer-terms.js'
import { answerableOffer, openSettlement, partyOf } from './settlement-guards.js'
import type { Rules } from './stage-opening.js'

export const counterOffer = (command: CounterOffer, state: OpenedCase, rules: Rules): Decision => {
  const settlement = openSettlement(state)
  if (isRefusal(settlement)) return settlement
  const party = partyOf(command, state)
  if (isRefusal(party)) return party
  const offer = answerableOffer(settlement, command.offerNo, party, command.now)
  if (isRefusal(offer)) return offer
  return notOfferable(command, party, settlement, state, rules, command.now)
    ?? [OfferCountered({ ...offerFrom(command, party, state, rules, command), counters: offer.offerNo })]
}
