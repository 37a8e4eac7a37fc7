import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, packRef } from './fields.js'

/** What the pack's rules said: approve, or refer to a person; a machine never refuses. Inputs are kept so that the verdict can be derived again. */
export const AutoReviewed = defineEvent({
  type: 'AutoReviewed',
  schema: z.object({
    verdict: z.enum(['APPROVE', 'REFER']),
    ruleId: id,
    inputs: z.record(z.string(), z.json()),
    pack: packRef,
    /** Whether the facts meet the pack's conditions (`policyFit`): the machine's verdict on the review items marked `machine`. */
    policyFit: z.boolean().optional(),
  }),
})
