import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { evidenceKind, instant } from './fields.js'

/** The customer did not bring what was asked for in time; the review goes on with what there is. */
export const EvidenceOverdue = defineEvent({
  type: 'EvidenceOverdue',
  schema: z.object({
    kinds: z.array(evidenceKind).min(1),
    dueAt: instant,
  }),
})
