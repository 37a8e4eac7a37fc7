import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { offerNo } from './settlement-fields.js'

/** Nobody took the offer in its time. */
export const OfferExpired = defineEvent({ type: 'OfferExpired', schema: z.object({ offerNo }) })
