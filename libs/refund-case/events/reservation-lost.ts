import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { money, stageOpening } from './fields.js'

/** The order can no longer cover the case. What was proposed or approved falls; a person reviews again, up to `rest`. */
export const ReservationLost = defineEvent({
  type: 'ReservationLost',
  schema: z.object({
    rest: money,
    opens: stageOpening.optional(),
  }),
})
