import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant, sha256, stageOpening } from './fields.js'

/** Nobody confirmed or rejected a proposed approval in time; the case goes back to review. */
export const ApprovalLapsed = defineEvent({
  type: 'ApprovalLapsed',
  schema: z.object({
    approvalHash: sha256,
    expiresAt: instant,
    opens: stageOpening,
  }),
})
