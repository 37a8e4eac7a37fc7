import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { sha256 } from './fields.js'
import { offerNo, party } from './settlement-fields.js'

/** The other side takes the offer as it stands. `consent`: by it the customer agrees to another way than the one the money came by. */
export const OfferAccepted = defineEvent({
  type: 'OfferAccepted',
  schema: z.object({
    offerNo,
    offerHash: sha256,
    by: party,
    consent: z.literal(true).optional(),
  }),
})
