import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { consent, id, payeeName, payoutNo, text } from './fields.js'

/** A person corrected where the money goes; the details themselves are personal. */
export const PayoutDetailsCorrected = defineEvent({
  type: 'PayoutDetailsCorrected',
  schema: z.object({
    payoutNo,
    channel: id,
    /** To another channel. */
    consent: consent.optional(),
    /** Only with a payee. */
    sameName: payeeName.optional(),
  }),
  personal: z.object({ payee: z.record(z.string(), text) }),
})
