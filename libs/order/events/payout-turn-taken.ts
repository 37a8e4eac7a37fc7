import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant } from './fields.js'

/** A refund of one payment is about to be sent, or sent again, through a channel: no other of that payment is until the channel's spacing has passed. */
export const PayoutTurnTaken = defineEvent({
  type: 'PayoutTurnTaken',
  schema: z.object({
    caseId: id,
    payoutNo: z.int().positive(),
    channel: id,
    reference: id,
    at: instant,
  }),
})
