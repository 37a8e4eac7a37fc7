import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

/** A person who did not handle the case has checked it; `ok` = without a finding. */
export const SpotCheckCompleted = defineEvent({
  type: 'SpotCheckCompleted',
  schema: z.object({ roundId: id, ok: z.boolean() }),
})
