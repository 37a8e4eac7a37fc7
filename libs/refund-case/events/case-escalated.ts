import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { STAGES } from '../phases.js'
import { instant, role } from './fields.js'

/** A superior is called; once per missed due time (`dueAt` of the stage) and level. The next level comes at `nextAt`. */
export const CaseEscalated = defineEvent({
  type: 'CaseEscalated',
  schema: z.object({
    stage: z.enum(STAGES),
    dueAt: instant,
    level: z.int().positive(),
    role,
    nextAt: instant.optional(),
    /** True when a year without calendar data lies on the way. */
    provisional: z.boolean().optional(),
  }),
})
