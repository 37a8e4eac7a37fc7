import { isRefusal, type Decision } from '@recourse/kernel'
import type { MakeOffer } from '../commands.js'
import { OfferMade, type Party } from '../events/index.js'
import { refuse } from '../refusals.js'
import { lastOffer, type Settlement } from '../settlement.js'
import type { OpenedCase } from '../state.js'
import { notOfferable, offerFrom } from './offer-terms.js'
import { isOpen, openSettlement, partyOf } from './settlement-guards.js'
import type { Rules } from './stage-opening.js'

/** The first word, or a better one in place of one's own. The other side's open offer is countered or accepted, not passed over. */
export const makeOffer = (command: MakeOffer, state: OpenedCase, rules: Rules): Decision => {
  const settlement = openSettlement(state)
  if (isRefusal(settlement)) return settlement
  const party = partyOf(command, state)
  if (isRefusal(party)) return party
  return notTheirTurn(settlement, party, command.now)
    ?? notOfferable(command, party, settlement, state, rules, command.now)
    ?? [OfferMade(offerFrom(command, party, state, rules, command))]
}

const notTheirTurn = (settlement: Settlement, party: Party, now: string) => {
  const last = lastOffer(settlement)
  if (last?.status === 'accepted') return refuse('OfferAlreadyAccepted', { offerNo: last.offerNo })
  return last && last.by !== party && isOpen(last, now) ? refuse('OfferOpen', { offerNo: last.offerNo }) : undefined
}
