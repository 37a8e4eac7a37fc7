import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { assessment, id, instant } from './fields.js'

/** Below the pass mark, or items of the course were not taught yet. What was taught counts for the next time. */
export const TrainingFailed = defineEvent({
  type: 'TrainingFailed',
  schema: z.object({ ...assessment, heldAt: instant, missing: z.array(id) }),
})
