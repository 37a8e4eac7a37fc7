import type { EventOf, Instant, Money } from '@recourse/kernel'
import type { AgreementDrafted, OfferAccepted, OfferCountered, OfferMade, ReviewCompleted } from './events/index.js'
import type { AgreementTerms, OfferData, Party } from './events/settlement-fields.js'

/** What deciders need of a negotiation. It begins when a review is completed and falls when the case goes back to review. */
export interface Settlement {
  /** What staff may agree to; the customer never sees it. */
  readonly band: Band
  /** The newest stands last; earlier ones are history. */
  readonly offers: readonly Offer[]
  /** Staff who set the band, offered or accepted for the operator: for what one person may not decide, none of them signs. */
  readonly negotiators: readonly string[]
  readonly agreement?: Agreement
}

export interface Band {
  readonly low: Money
  readonly high: Money
}

export interface Offer extends OfferData {
  readonly status: 'open' | 'replaced' | 'expired' | 'accepted'
  readonly acceptedAt?: Instant
}

/** The drafted agreement, as far as signing it depends on it; its texts stand in AgreementDrafted. */
export interface Agreement extends Pick<AgreementTerms, 'offerNo' | 'amount' | 'way' | 'payBy'> {
  readonly remedy?: NonNullable<AgreementTerms['remedy']>['kind']
  readonly clauses: readonly string[]
  readonly documentSha256: string
  readonly readAt: Readonly<Partial<Record<Party, Instant>>>
  readonly signedBy: Readonly<Partial<Record<Party, string>>>
}

export const newSettlement = ({ data, metadata }: EventOf<typeof ReviewCompleted>): Settlement => ({
  band: data.band, offers: [], negotiators: [metadata.actor.id],
})

/** The offer that stands: open, expired or accepted. */
export const lastOffer = ({ offers }: Settlement): Offer | undefined => offers.at(-1)

export const withOffer = (settlement: Settlement, { data, metadata }: EventOf<typeof OfferMade | typeof OfferCountered>): Settlement => {
  const { counters, ...offer } = data as EventOf<typeof OfferCountered>['data']
  const before = settlement.offers.map((known): Offer => (known.status === 'open' ? { ...known, status: 'replaced' } : known))
  return { ...withNegotiator(settlement, offer.by, metadata.actor.id), offers: [...before, { ...offer, status: 'open' }] }
}

export const withAcceptance = (settlement: Settlement, { data, metadata }: EventOf<typeof OfferAccepted>): Settlement =>
  withNegotiator(changeOffer(settlement, data.offerNo, { status: 'accepted', acceptedAt: metadata.recordedAt }), data.by, metadata.actor.id)

export const withoutOffer = (settlement: Settlement, offerNo: number): Settlement => changeOffer(settlement, offerNo, { status: 'expired' })

export const withAgreement = (settlement: Settlement, { data }: EventOf<typeof AgreementDrafted>): Settlement => {
  const { offerNo, amount, way, payBy, remedy, clauses, documentSha256 } = data
  return {
    ...settlement,
    agreement: {
      offerNo, amount, way, documentSha256, clauses: clauses.map(({ id }) => id), readAt: {}, signedBy: {},
      ...(payBy ? { payBy } : {}), ...(remedy ? { remedy: remedy.kind } : {}),
    },
  }
}

export const withReader = (settlement: Settlement, party: Party, at: Instant): Settlement => {
  const agreement = settlement.agreement!
  return { ...settlement, agreement: { ...agreement, readAt: { ...agreement.readAt, [party]: at } } }
}

export const withSignature = (settlement: Settlement, party: Party, person: string): Settlement => {
  const agreement = settlement.agreement!
  return { ...settlement, agreement: { ...agreement, signedBy: { ...agreement.signedBy, [party]: person } } }
}

const changeOffer = (settlement: Settlement, offerNo: number, change: Partial<Offer>): Settlement => ({
  ...settlement, offers: settlement.offers.map((offer) => (offer.offerNo === offerNo ? { ...offer, ...change } : offer)),
})

const withNegotiator = (settlement: Settlement, by: Party, person: string): Settlement =>
  by === 'CUSTOMER' ? settlement : { ...settlement, negotiators: [...new Set([...settlement.negotiators, person])] }
