import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { id, payoutNo } from './fields.js'

/** `how` finance settled it, or that a later run did not find it any more; who and why stand in the reconciliation. */
export const StatementDifferenceSettled = defineEvent({
  type: 'StatementDifferenceSettled',
  schema: z.object({
    payoutNo,
    reconciliationId: id,
    differenceNo: z.int().positive(),
    how: z.enum(['RECOVERED', 'BOOKED_ELSEWHERE', 'CHANNEL_ERROR', 'WRITTEN_OFF', 'VANISHED']),
  }),
})
