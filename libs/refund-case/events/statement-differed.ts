import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, money, payoutNo } from './fields.js'

const side = z.object({ kind: z.enum(['refund', 'return']), amount: money.extend({ minor: z.int() }), at: instant })

/**
 * The channel's statement of a day did not say of this payout what our books say. It moves nothing: what the channel says when it is asked is an event of its own.
 * `reconciliationId` and `differenceNo` say where the difference is looked into.
 */
export const StatementDiffered = defineEvent({
  type: 'StatementDiffered',
  schema: z.object({
    payoutNo,
    reconciliationId: id,
    differenceNo: z.int().positive(),
    /** Of the channel's calendar. */
    day: z.iso.date(),
    kind: z.enum(['ours-only', 'theirs-only', 'differing', 'repeated']),
    ours: side.optional(),
    theirs: side.extend({ channelReference: id }).optional(),
  }),
})
