import { type CommandContext, type Instant, type Refusal, type Role } from '@recourse/kernel'
import type { Party } from '../events/index.js'
import { refuse } from '../refusals.js'
import { lastOffer, type Agreement, type Offer, type Settlement } from '../settlement.js'
import type { OpenedCase } from '../state.js'
import { notIn } from './guards.js'

const NEGOTIATORS: readonly Role[] = ['agent', 'reviewer', 'supervisor']

/** Whom an actor speaks for. Staff who would receive the money speak for themselves, as its customer, or not at all. */
export const partyOf = ({ actor }: CommandContext, state: OpenedCase): Party | Refusal => {
  if (actor.id === state.customer) return actor.roles.includes('customer') ? 'CUSTOMER' : refuse('ReviewerIsRequester')
  return NEGOTIATORS.some((role) => actor.roles.includes(role)) ? 'OPERATOR' : refuse('NotYourCase')
}

/** The settlement of a case that is in it. */
export const openSettlement = (state: OpenedCase): Settlement | Refusal => notIn(state, 'settlement') ?? state.settlement!

/** The offer that the other side may take or counter: the last one, still open, not one's own. */
export const answerableOffer = (settlement: Settlement, offerNo: number, party: Party, now: Instant): Offer | Refusal => {
  const offer = settlement.offers.find((known) => known.offerNo === offerNo)
  if (!offer) return refuse('UnknownOffer', { offerNo })
  const current = lastOffer(settlement)!
  if (offer.status === 'accepted') return refuse('OfferAlreadyAccepted', { offerNo })
  if (offer !== current) return refuse('OfferChanged', { offerNo: current.offerNo, offerHash: current.offerHash })
  if (offer.by === party) return refuse('OwnOffer', { offerNo })
  return isOpen(offer, now) ? offer : refuse('OfferExpired', { offerNo, expiresAt: offer.expiresAt })
}

/** Its time is up also while nobody has recorded it yet. */
export const isOpen = ({ status, expiresAt }: Offer, now: Instant): boolean => status === 'open' && now < expiresAt

/** The agreement that a reader or signer means, by the hash of its document. */
export const agreementMeant = ({ agreement }: Settlement, documentSha256: string): Agreement | Refusal => {
  if (!agreement) return refuse('NoAgreement')
  return agreement.documentSha256 === documentSha256 ? agreement : refuse('AgreementChanged', { documentSha256: agreement.documentSha256 })
}
