import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, packRef } from './fields.js'

/**
 * What the pack's risk rules made of the customer's history. The score is the sum of the reasons' points; their texts stand in the pack.
 * Inputs are kept so that the score can be derived again. A high one brings the case before a person and never refuses it.
 */
export const RiskAssessed = defineEvent({
  type: 'RiskAssessed',
  schema: z.object({
    score: z.int().nonnegative(),
    high: z.boolean(),
    highFrom: z.int().positive(),
    reasons: z.array(z.object({ rule: id, points: z.int().positive() })),
    inputs: z.record(z.string(), z.int()),
    pack: packRef,
  }),
})
