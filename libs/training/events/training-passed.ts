import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { assessment, instant } from './fields.js'

/** Every item of the course was taught and the assessment passed. From `validUntil` on it no longer counts. */
export const TrainingPassed = defineEvent({
  type: 'TrainingPassed',
  schema: z.object({ ...assessment, passedAt: instant, validUntil: instant }),
})
