import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** A course that was passed counts no longer: `reason` is a code, such as RECORD_WRONG. */
export const TrainingRevoked = defineEvent({
  type: 'TrainingRevoked',
  schema: z.object({ person: id, course: id, reason: id }),
})
