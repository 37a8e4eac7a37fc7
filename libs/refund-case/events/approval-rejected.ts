import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, sha256, stageOpening } from './fields.js'

/** The second person does not agree: the case goes back to review, which keeps its old deadline. */
export const ApprovalRejected = defineEvent({
  type: 'ApprovalRejected',
  schema: z.object({
    approvalHash: sha256,
    reason: id,
    opens: stageOpening,
  }),
})
