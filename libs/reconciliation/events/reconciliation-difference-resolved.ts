import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { number, reason, resolution } from './fields.js'

/** Settled by a person, with a reason, or VANISHED: a later run did not find it any more. */
export const ReconciliationDifferenceResolved = defineEvent({
  type: 'ReconciliationDifferenceResolved',
  schema: z.object({ no: number, how: resolution, reason: reason.optional(), run: number.optional() }),
})
