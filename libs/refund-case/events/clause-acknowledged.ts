import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, sha256 } from './fields.js'

/** The customer accepted a clause as shown. */
export const ClauseAcknowledged = defineEvent({
  type: 'ClauseAcknowledged',
  schema: z.object({
    clauseId: id,
    sha256,
  }),
})
