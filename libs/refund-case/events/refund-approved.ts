import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { breakdownLine, citation, id, instant, packRef, positiveMoney, sha256, stageOpening } from './fields.js'

/** How much is to be paid, why, and until when. `ruleId` names the pack's rule; `MANUAL` when a person decided, `AGREEMENT` when both sides signed. */
export const RefundApproved = defineEvent({
  type: 'RefundApproved',
  schema: z.object({
    outcome: z.enum(['FULL', 'PARTIAL']),
    amount: positiveMoney,
    breakdown: z.array(breakdownLine).max(50),
    citations: z.array(citation).max(20),
    ruleId: id,
    pack: packRef,
    /** SHA-256 of the agreement that both sides signed. */
    agreement: sha256.optional(),
    /** When the money is sent, when it arrives, and when it was agreed to have arrived. */
    promises: z.object({ sent: instant.optional(), arrived: instant.optional(), agreed: instant.optional() }).optional(),
    opens: stageOpening,
  }),
})
