import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { stageOpening } from './fields.js'

/** Everything the reason demands is there: the review and its clock begin. */
export const ReviewOpened = defineEvent({
  type: 'ReviewOpened',
  schema: z.object({
    opens: stageOpening,
  }),
})
