import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant, payoutNo } from './fields.js'

/**
 * Why nothing was sent: the payment's spacing, the channel's quota, too many failures of the channel in a row, somebody stopped it, or it waits for the next file of
 * transfers, which people cut and approve.
 */
export const DEFERRAL_CAUSES = ['SPACING', 'QUOTA', 'CIRCUIT_OPEN', 'CHANNEL_STOPPED', 'BATCH'] as const
export type DeferralCause = (typeof DEFERRAL_CAUSES)[number]

/** Nothing was sent, so nothing is unknown: the payout keeps its status and is taken up again at `until`. */
export const PayoutDeferred = defineEvent({
  type: 'PayoutDeferred',
  schema: z.object({
    payoutNo,
    until: instant,
    cause: z.enum(DEFERRAL_CAUSES),
  }),
})
