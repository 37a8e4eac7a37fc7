import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id } from './fields.js'

export const LegalHoldReleased = defineEvent({
  type: 'LegalHoldReleased',
  schema: z.object({
    reason: id,
  }),
})
