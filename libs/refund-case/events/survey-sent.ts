import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** The customer was asked how it went. */
export const SurveySent = defineEvent({
  type: 'SurveySent',
  schema: z.object({
    channel: id,
  }),
})
