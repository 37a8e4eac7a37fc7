import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { STAGES } from '../phases.js'
import { id, instant } from './fields.js'

/** A provisional due time of the open stage was counted again when the calendar of its year arrived. `before` is what it was. */
export const DeadlineRecounted = defineEvent({
  type: 'DeadlineRecounted',
  schema: z.object({
    stage: z.enum(STAGES),
    before: instant,
    dueAt: instant,
    provisional: z.boolean(),
    calendarVersion: id.optional(),
  }),
})
