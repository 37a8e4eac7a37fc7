import type { Decision } from '@recourse/kernel'
import type { ExpireOffer } from '../commands.js'
import { OfferExpired } from '../events/index.js'
import { lastOffer } from '../settlement.js'
import type { OpenedCase } from '../state.js'

/** Sent when an offer's time is up; too early, answered, replaced or already recorded is nothing to do. */
export const expireOffer = ({ offerNo, now }: ExpireOffer, { phase, settlement }: OpenedCase): Decision => {
  const offer = phase === 'settlement' ? lastOffer(settlement!) : undefined
  return offer?.offerNo === offerNo && offer.status === 'open' && now >= offer.expiresAt ? [OfferExpired({ offerNo })] : []
}
