import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { STAGES } from '../phases.js'
import { instant } from './fields.js'

/** A stage passed its due time. */
export const StageOverdue = defineEvent({
  type: 'StageOverdue',
  schema: z.object({
    stage: z.enum(STAGES),
    dueAt: instant,
  }),
})
