import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, instant, role, severity, text } from './fields.js'

/** The customer or staff reported a problem; its severity gives the owner and the limit. */
export const CareProblemRegistered = defineEvent({
  type: 'CareProblemRegistered',
  schema: z.object({
    problemId: id,
    severity,
    owner: role,
    dueAt: instant,
    /** True when the working-day calendar had no data for a year on the way. */
    provisional: z.boolean(),
    /** The calendar data it was counted by. */
    calendarVersion: z.string().optional(),
  }),
  personal: z.object({ description: text }),
})
