import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { instant, stageOpening } from './fields.js'

/**
 * The clock of the open stage goes on after it stood still from `pausedAt` to `resumedAt`. The stage is the same one, due anew: it was not opened
 * again, and what was late before stays late. `escalation` is the next level that waits, if any.
 */
export const ClockResumed = defineEvent({
  type: 'ClockResumed',
  schema: stageOpening.extend({
    pausedAt: instant,
    resumedAt: instant,
    overdue: z.boolean(),
    escalation: z.object({ level: z.int().positive(), at: instant }).optional(),
  }),
})
