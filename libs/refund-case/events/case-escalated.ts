import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { STAGES } from '../phases.js'
import { instant, role } from './fields.js'

/** The superior answers for the stage from now on; once per deadline and level. */
export const CaseEscalated = defineEvent({
  type: 'CaseEscalated',
  schema: z.object({
    stage: z.enum(STAGES),
    level: z.int().positive(),
    role,
    nextAt: instant.optional(),
  }),
})
