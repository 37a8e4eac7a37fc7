import { defineEvent } from '@recourse/kernel'
import { day, difference, id, number } from './fields.js'

/** Something that our books and the statement do not say alike; `no` counts within the reconciliation. */
export const ReconciliationDifferenceFound = defineEvent({
  type: 'ReconciliationDifferenceFound',
  schema: difference.extend({ no: number, run: number, channel: id, day }),
})
