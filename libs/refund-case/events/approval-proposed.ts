import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { breakdownLine, citation, instant, positiveMoney, sha256, stageOpening } from './fields.js'

/** The maker's half of an approval; the checker confirms exactly what `approvalHash` covers. Opens the decision stage. */
export const ApprovalProposed = defineEvent({
  type: 'ApprovalProposed',
  schema: z.object({
    amount: positiveMoney,
    breakdown: z.array(breakdownLine).max(50),
    citations: z.array(citation).max(20),
    approvalHash: sha256,
    /** Nobody may confirm it from then on. */
    expiresAt: instant.optional(),
    /** True when a year without calendar data lies on the way. */
    provisional: z.boolean().optional(),
    opens: stageOpening,
  }),
})
