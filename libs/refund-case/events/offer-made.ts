import { defineEvent } from '@recourse/kernel'
import { offer } from './settlement-fields.js'

/** One side says what it would settle for; an open offer of its own is replaced by it. */
export const OfferMade = defineEvent({ type: 'OfferMade', schema: offer })
