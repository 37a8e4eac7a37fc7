import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { sha256 } from './fields.js'

/** The checker's half: a second person agrees to what was proposed. */
export const ApprovalConfirmed = defineEvent({
  type: 'ApprovalConfirmed',
  schema: z.object({
    approvalHash: sha256,
  }),
})
