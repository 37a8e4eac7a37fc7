import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { breakdownLine, citation, id, packRef, positiveMoney, stageOpening } from './fields.js'

/** How much is to be paid, why, and until when. `ruleId` names the pack's rule; `MANUAL` when a person decided. */
export const RefundApproved = defineEvent({
  type: 'RefundApproved',
  schema: z.object({
    outcome: z.enum(['FULL', 'PARTIAL']),
    amount: positiveMoney,
    breakdown: z.array(breakdownLine).max(50),
    citations: z.array(citation).max(20),
    ruleId: id,
    pack: packRef,
    opens: stageOpening,
  }),
})
