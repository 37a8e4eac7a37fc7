import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { text } from './fields.js'

/** What the law says of the claim, in counsel's view. */
export const LEGAL_FINDINGS = ['OWED', 'NOT_OWED', 'UNCLEAR'] as const

export const LegalOpinionReceived = defineEvent({
  type: 'LegalOpinionReceived',
  schema: z.object({
    finding: z.enum(LEGAL_FINDINGS),
  }),
  personal: z.object({ opinion: text }),
})
