import { defineEvent } from '@recourse/kernel'
import { offer, offerNo } from './settlement-fields.js'

/** The other side answers an open offer with one of its own, which takes its place. */
export const OfferCountered = defineEvent({ type: 'OfferCountered', schema: offer.extend({ counters: offerNo }) })
