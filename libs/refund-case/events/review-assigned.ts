import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { STAGES } from '../phases.js'
import { id } from './fields.js'

/** A reviewer takes the case from the queue, or is given it. */
export const ReviewAssigned = defineEvent({
  type: 'ReviewAssigned',
  schema: z.object({
    assignee: id,
    /** Absent = the review. */
    stage: z.enum(STAGES).optional(),
  }),
})
